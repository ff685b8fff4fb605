/* Reads QR codes in pictures, in a thread of its own: the browser's own detector where it has
   one, else the one of the npm package barcode-detector, from this very site. */
"use strict";

let detector = null;

self.addEventListener("message", async function (message) {
  try {
    if (message.data.detector) {
      detector = await makeDetector(message.data);
      return;
    }
    const picture = message.data.picture;
    const found = detector ? await detector.detect(picture) : [];
    picture.close();
    self.postMessage({ text: found.length ? found[0].rawValue : "" });
  } catch (error) {
    self.postMessage({ broken: true });
  }
});

async function makeDetector(addresses) {
  const wanted = { formats: ["qr_code"] };
  if (self.BarcodeDetector) {
    const known = await self.BarcodeDetector.getSupportedFormats();
    if (known.includes("qr_code")) {
      return new self.BarcodeDetector(wanted);
    }
  }
  self.importScripts(addresses.detector);
  self.BarcodeDetectionAPI.prepareZXingModule({
    overrides: {
      locateFile: function () {
        return addresses.wasm;
      },
    },
  });
  return new self.BarcodeDetectionAPI.BarcodeDetector(wanted);
}
