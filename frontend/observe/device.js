/* This telephone's key: made here and never shown, Ed25519 where the browser has it, else P-256.
   The browser keeps it; nobody can read it out, neither this page nor whoever copies its data. */
const ED25519 = { name: "Ed25519" };
const P256 = { name: "ECDSA", namedCurve: "P-256" };
const SIGN_P256 = { name: "ECDSA", hash: "SHA-256" };
const UTF8 = new TextEncoder();

export async function makeDevice(observer) {
  const pair = await makePair();
  const key = await publicMembers(pair.publicKey);
  return { observer, id: await thumbprint(key), key, privateKey: pair.privateKey, last: 0 };
}

/* Returns one tap as it is kept and sent: the payload is the very text that was signed. */
export async function signedTap(device, tap, sequence) {
  const id = crypto.randomUUID();
  const content = {
    id,
    device: device.id,
    observer: device.observer,
    sequence,
    ...tap.members,
    entered_at: new Date().toISOString(),
  };
  const payload = JSON.stringify(content);
  const algorithm = device.key.kty === "OKP" ? ED25519 : SIGN_P256;
  const signature = await crypto.subtle.sign(algorithm, device.privateKey, UTF8.encode(payload));
  return {
    id,
    device: device.id,
    observer: device.observer,
    sequence,
    ...tap.members,
    ...tap.shown,
    payload,
    signature: base64url(signature),
    state: "waiting",
  };
}

async function makePair() {
  try {
    return await crypto.subtle.generateKey(ED25519, false, ["sign", "verify"]);
  } catch (missing) {
    return crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
  }
}

async function publicMembers(publicKey) {
  const { crv, kty, x, y } = await crypto.subtle.exportKey("jwk", publicKey);
  return kty === "OKP" ? { crv, kty, x } : { crv, kty, x, y };
}

/* RFC 7638: the members are in the order of their names already. */
async function thumbprint(key) {
  return base64url(await crypto.subtle.digest("SHA-256", UTF8.encode(JSON.stringify(key))));
}

function base64url(buffer) {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
