// Canonizes documents with jsonld.js in its safe mode: one JSON document per line in, one answer
// per line out. The first line maps the URL of each context to its document; nothing is fetched.
import {createInterface} from 'node:readline';
import jsonld from 'jsonld';

const lines = createInterface({input: process.stdin, crlfDelay: Infinity})[Symbol.asyncIterator]();
const contexts = JSON.parse((await lines.next()).value);

async function documentLoader(url) {
  if(!Object.hasOwn(contexts, url)) {
    throw new Error(`unknown context ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: contexts[url]};
}

async function answer(line) {
  try {
    const nquads = await jsonld.canonize(JSON.parse(line), {
      algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, base: null,
      rdfDirection: 'i18n-datatype', documentLoader
    });
    return {nquads};
  } catch(error) {
    const cause = error.details?.event?.code ?? error.details?.code ?? error.message;
    return {refusal: String(cause).split('\n')[0]};
  }
}

for await (const line of lines) {
  process.stdout.write(JSON.stringify(await answer(line)) + '\n');
}
