// Signs, derives and verifies with the libraries that the W3C's suites are written on, against
// running test modes of badger. In: contexts and addresses as one JSON line. Out: one JSON object,
// the answer to each question by its name.
import * as ecMultikey from '@digitalbazaar/ecdsa-multikey';
import * as edMultikey from '@digitalbazaar/ed25519-multikey';
import * as sd from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as ecdsa} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsa} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {readFileSync} from 'node:fs';

// The certificates of the test modes are their own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
const {contexts, bases} = JSON.parse(readFileSync(0, 'utf8'));
const results = {};
const ID = 'urn:uuid:86294362-4254-4f36-854f-3952fe42555d';

function documentOf(url) {
  if(url in contexts) {
    return contexts[url];
  }
  const [controller] = url.split('#');
  const publicKeyMultibase = controller.replace('did:key:', '');
  const id = `${controller}#${publicKeyMultibase}`;
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id, type: 'Multikey', controller, publicKeyMultibase
  };
  return url.includes('#') ? method : {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: controller, verificationMethod: [method], assertionMethod: [id], authentication: [id]
  };
}

async function documentLoader(url) {
  return {contextUrl: null, documentUrl: url, document: documentOf(url)};
}

async function ask(url, body) {
  const answer = await fetch(url, {
    method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)
  });
  return {status: answer.status, body: await answer.json()};
}

async function newKey(multikey, options) {
  const key = await multikey.generate(options);
  const {publicKeyMultibase} = await key.export({publicKey: true});
  key.controller = `did:key:${publicKeyMultibase}`;
  key.id = `${key.controller}#${publicKeyMultibase}`;
  return key;
}

const signedBy = (key, cryptosuite) => new DataIntegrityProof({signer: key.signer(), cryptosuite});
const issue = (credential, suite) => vc.issue({credential, suite, documentLoader});
const derive = (verifiableCredential, selectivePointers) => vc.derive({
  verifiableCredential, documentLoader, suite: new DataIntegrityProof({
    cryptosuite: sd.createDiscloseCryptosuite({selectivePointers})
  })
});
const verified = async (credential, cryptosuite) => (await vc.verifyCredential({
  credential, suite: new DataIntegrityProof({cryptosuite}), documentLoader
})).verified;

function credentialOf(key, members = {}) {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiableCredential'],
    issuer: key.controller, validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {id: 'did:example:subject', name: 'Ana'}, ...members
  };
}

async function wholeDocuments(name, key, cryptosuite, base) {
  const suite = () => signedBy(key, cryptosuite);
  const signed = await issue(credentialOf(key), suite());
  const directed = {'@value': 'HTML', '@language': 'en', '@direction': 'ltr'};
  const withDirection = await issue(credentialOf(key, {name: directed}), suite());
  const shown = await vc.signPresentation({
    presentation: {
      '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'],
      holder: key.controller, verifiableCredential: [signed]
    },
    suite: suite(), challenge: 'c', domain: 'd.example', documentLoader
  });
  const check = async verifiableCredential =>
    (await ask(`${base}/credentials/verify`, {verifiableCredential})).status;
  const present = async options => (await ask(
    `${base}/presentations/verify`, {verifiablePresentation: shown, options})).status;
  results[`${name}: theirs, verified here`] = await check(signed);
  results[`${name}: theirs with a direction, verified here`] = await check(withDirection);
  results[`${name}: their presentation, verified here`] =
    await present({challenge: 'c', domain: 'd.example'});
  results[`${name}: their presentation, shown again`] = await present({challenge: 'another'});
  const ours = await ask(`${base}/credentials/issue`, {
    credential: credentialOf(key, {id: ID, name: directed}), options: {}
  });
  results[`${name}: ours, verified there`] =
    await verified(ours.body.verifiableCredential, cryptosuite);
}

async function parts(key, base) {
  const mandatoryPointers = ['/issuer', '/validFrom'];
  const there = sd.createVerifyCryptosuite();
  const theirs = await issue(
    credentialOf(key, {name: 'x'}), signedBy(key, sd.createSignCryptosuite({mandatoryPointers})));
  const ours = (await ask(`${base}/credentials/issue`, {
    credential: credentialOf(key, {id: ID}), options: {mandatoryPointers}
  })).body.verifiableCredential;
  const check = async verifiableCredential =>
    (await ask(`${base}/credentials/verify`, {verifiableCredential})).status;
  const derived = (await ask(`${base}/credentials/derive`, {
    verifiableCredential: theirs, options: {selectivePointers: ['/credentialSubject']}
  })).body.verifiableCredential;
  results['parts: their base proof, here'] = await check(theirs);
  results['parts: theirs, derived there, verified here'] =
    await check(await derive(theirs, ['/credentialSubject']));
  results['parts: theirs, derived here, verified there'] = await verified(derived, there);
  const byThem = await derive(ours, ['/credentialSubject/name']);
  results['parts: ours, derived there, verified here'] = await check(byThem);
  results['parts: ours, derived there, verified there'] = await verified(byThem, there);
}

const p256 = await newKey(ecMultikey, {curve: 'P-256'});
await wholeDocuments('Ed25519', await newKey(edMultikey), eddsa, bases.eddsa);
await wholeDocuments('P-256', p256, ecdsa, bases.ecdsa);
await wholeDocuments('P-384', await newKey(ecMultikey, {curve: 'P-384'}), ecdsa, bases.p384);
await parts(p256, bases.sd);
console.log(JSON.stringify(results));
