// Runs other verifiers on request: one line "operation count" in, one line of milliseconds out.
// The badge and a key come as JSON in the file that the first argument names.

import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';

import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {securityLoader} from '@digitalcredentials/security-document-loader';

// verifier-core fetches a schema to report on; here it gets an empty one, and no network.
globalThis.fetch = async () => new Response('{}', {headers: {'content-type': 'application/json'}});
const {verifyCredential} = await import('@digitalcredentials/verifier-core');

const given = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const documentLoader = securityLoader().build();
const suite = new DataIntegrityProof({cryptosuite});
const key = await Ed25519Multikey.generate();
const identifier = `did:key:${key.publicKeyMultibase}`;
key.controller = identifier;
key.id = `${identifier}#${key.publicKeyMultibase}`;

const operations = {
  async 'vc.verify'() {
    const result = await vc.verifyCredential({credential: given.badge, suite, documentLoader});
    if(!result.verified) {
      throw new Error(`vc: not verified: ${JSON.stringify(result.error, null, 1)}`);
    }
  },
  async 'core.verify'() {
    const credential = structuredClone(given.badge);
    const result = await verifyCredential({credential, knownDIDRegistries: []});
    const signature = result.log?.find(step => step.id === 'valid_signature');
    if(signature?.valid !== true) {
      throw new Error(`verifier-core: not verified: ${JSON.stringify(result)}`);
    }
  },
  async 'vc.sign'() {
    const credential = structuredClone(given.unsigned);
    credential.issuer.id = identifier;
    const signing = new DataIntegrityProof({signer: key.signer(), cryptosuite});
    const signed = await vc.issue({credential, suite: signing, documentLoader});
    if(!signed.proof.proofValue) {
      throw new Error('vc: not signed');
    }
  }
};

for await (const line of createInterface({input: process.stdin})) {
  const [name, count] = line.split(' ');
  const begin = process.hrtime.bigint();
  for(let done = 0; done < Number(count); ++done) {
    await operations[name]();
  }
  process.stdout.write(`${Number(process.hrtime.bigint() - begin) / 1e6}\n`);
}
