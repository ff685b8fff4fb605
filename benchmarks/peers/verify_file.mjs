// A Node verifier as a command: node verify_file.mjs FILE. Exit 0 when the signature is valid.

import {readFileSync} from 'node:fs';

globalThis.fetch = async () => new Response('{}', {headers: {'content-type': 'application/json'}});
const {verifyCredential} = await import('@digitalcredentials/verifier-core');

const credential = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const result = await verifyCredential({credential, knownDIDRegistries: []});
const signature = result.log?.find(step => step.id === 'valid_signature');
console.log(JSON.stringify(result.log));
process.exitCode = signature?.valid === true ? 0 : 1;
