/* Asks the device for a passkey, or for its signature, and sends the answer with the form of the
   page. What the device says is read by the server alone; nothing is kept here. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-passkey]");
  if (!form) {
    return;
  }
  const button = form.querySelector("button");
  const supported = Boolean(window.PublicKeyCredential && navigator.credentials);
  if (!supported) {
    say("unsupported");
    button.hidden = true;
    return;
  }
  say("");
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    ask();
  });
  if (form.hasAttribute("data-at-once")) {
    ask();
  }

  async function ask() {
    if (button.disabled) {
      return;
    }
    button.disabled = true;
    say("");
    try {
      fill(await answer(options()));
      // The form's own method: no event, so that this script is not asked again.
      HTMLFormElement.prototype.submit.call(form);
    } catch (refusal) {
      say(refusal.name === "InvalidStateError" ? "known" : "stopped");
      button.disabled = false;
    }
  }

  function options() {
    const found = JSON.parse(form.dataset.options);
    found.challenge = bytes(found.challenge);
    if (found.user) {
      found.user.id = bytes(found.user.id);
    }
    for (const one of found.excludeCredentials || []) {
      one.id = bytes(one.id);
    }
    return found;
  }

  function answer(publicKey) {
    return form.dataset.passkey === "create"
      ? navigator.credentials.create({ publicKey: publicKey })
      : navigator.credentials.get({ publicKey: publicKey });
  }

  function fill(credential) {
    const said = credential.response;
    form.elements.client_data.value = text(said.clientDataJSON);
    if (form.dataset.passkey === "create") {
      form.elements.attestation_object.value = text(said.attestationObject);
    } else {
      form.elements.credential_id.value = text(credential.rawId);
      form.elements.authenticator_data.value = text(said.authenticatorData);
      form.elements.signature.value = text(said.signature);
    }
  }

  function say(word) {
    for (const one of form.querySelectorAll("[data-word]")) {
      one.hidden = one.dataset.word !== word;
    }
  }

  function bytes(base64url) {
    const binary = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(binary, function (sign) {
      return sign.charCodeAt(0);
    });
  }

  function text(buffer) {
    let binary = "";
    for (const byte of new Uint8Array(buffer)) {
      binary += String.fromCharCode(byte);
    }
    return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
})();
