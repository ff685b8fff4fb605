/* Reads the page aloud with the voice of the browser; a second tap stops it. The button stays
   hidden where no voice speaks the language of the page. Nothing is sent anywhere by us, and voices
   of the device come first: others may be spoken by the browser's maker. */
(function () {
  "use strict";

  const button = document.getElementById("listen");
  const main = document.getElementById("main");
  const speech = window.speechSynthesis;
  if (!button || !main || !speech || !window.SpeechSynthesisUtterance) {
    return;
  }
  const UNREAD = [
    "script, style, template, select, textarea, video, iframe, [hidden], [aria-hidden=true]",
    "nav, .back, .listen",
  ].join(", ");
  /* Some browsers fall silent within a long text. */
  const LONGEST = 220;
  const ADDRESS = /https?:\/\/\S+/g;
  const TAGS = { fr: "fr-FR", en: "en-GB" };
  let reading = 0;
  let marked = null;

  function base(tag) {
    return tag.toLowerCase().split(/[-_]/)[0];
  }

  function voiceOf(tag) {
    const fitting = speech.getVoices().filter((voice) => base(voice.lang) === base(tag));
    return fitting.find((voice) => voice.localService) || fitting[0] || null;
  }

  /* What is read, in the order of the page: [element, its words] for each block. */
  function blocks() {
    const found = [];
    let open = null;

    function say(words, element) {
      if (!open) {
        open = { element: element, words: "" };
        found.push(open);
      }
      open.words += words;
    }

    function walk(node, block) {
      if (node.nodeType === Node.TEXT_NODE) {
        say(node.data, block);
      } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(UNREAD)) {
        enter(node, block);
      }
    }

    function enter(element, block) {
      const style = window.getComputedStyle(element);
      if (style.display === "none" || style.visibility === "hidden") {
        return;
      }
      const inline = style.display.startsWith("inline") || style.display === "contents";
      const apart = !inline || element.hasAttribute("lang");
      const whole = apart ? element : block;
      open = apart ? null : open;
      if (element.matches("img, svg")) {
        say(` ${nameOf(element)} `, whole);
      } else {
        const folded = element.matches("details:not([open])");
        element.childNodes.forEach(function (child) {
          if (!folded || child.nodeName === "SUMMARY") {
            walk(child, whole);
          }
        });
      }
      open = apart ? null : open;
    }

    enter(main, main);
    return found;
  }

  function nameOf(picture) {
    const by = ["aria-labelledby", "aria-describedby"].map((name) => picture.getAttribute(name) || "");
    const named = by.join(" ").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    const words = named.map((one) => one.textContent).join(". ");
    return words || picture.getAttribute("aria-label") || picture.getAttribute("alt") || "";
  }

  function pieces(words) {
    const text = words.replace(ADDRESS, " ").replace(/\s+/g, " ").trim();
    if (!/[\p{L}\p{N}]/u.test(text)) {
      return [];
    }
    if (text.length <= LONGEST) {
      return [text];
    }
    return text.match(/[^.!?;:]+[.!?;:]*\s*|[.!?;:]+\s*/g).map((part) => part.trim()).filter(Boolean);
  }

  function utterance(text, element) {
    const said = new window.SpeechSynthesisUtterance(text);
    const tag = element.closest("[lang]").lang;
    said.lang = TAGS[base(tag)] || tag;
    const voice = voiceOf(tag);
    if (voice) {
      said.voice = voice;
    }
    return said;
  }

  function mark(element) {
    if (marked) {
      marked.classList.remove("being-read");
    }
    marked = element;
    if (marked && marked !== main) {
      marked.classList.add("being-read");
    }
  }

  function stop() {
    reading += 1;
    mark(null);
    button.setAttribute("aria-pressed", "false");
    speech.cancel();
  }

  /* One piece after the other: a queue given at once cannot be trusted to stop everywhere. */
  function readFrom(queue, number) {
    if (number !== reading) {
      return;
    }
    const next = queue.shift();
    if (!next) {
      stop();
      return;
    }
    mark(next.element);
    next.said.onend = () => readFrom(queue, number);
    next.said.onerror = () => (number === reading ? stop() : undefined);
    speech.speak(next.said);
  }

  function read() {
    const queue = [];
    blocks().forEach(function (block) {
      pieces(block.words).forEach(function (text) {
        queue.push({ element: block.element, said: utterance(text, block.element) });
      });
    });
    stop();
    button.setAttribute("aria-pressed", "true");
    readFrom(queue, reading);
  }

  function offer() {
    if (voiceOf(document.documentElement.lang)) {
      button.parentElement.hidden = false;
    }
  }

  button.addEventListener("click", function () {
    if (button.getAttribute("aria-pressed") === "true") {
      stop();
    } else {
      read();
    }
  });
  /* Speech goes on when a page is left, and some browsers learn of their voices late. */
  window.addEventListener("pagehide", stop);
  if (speech.addEventListener) {
    speech.addEventListener("voiceschanged", offer);
  }
  window.setTimeout(offer, 500);
  offer();
})();
