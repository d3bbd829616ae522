// Draws embeds, pictures and attached files.

import { h, icon } from "./dom.js";
import { plain } from "./color.js";
import { link, rich, richLine } from "./markup.js";
import { formatTime } from "./time.js";

/** Whether a picture lies on this machine; nothing is ever fetched from elsewhere. */
export function isLocal(url) {
  try {
    const { protocol, hostname } = new URL(url, location.href);
    return protocol === "data:" || hostname === location.hostname || ["127.0.0.1", "localhost"].includes(hostname);
  } catch {
    return false;
  }
}

/** A picture; one from outside is shown as its address. */
export function picture(url, alt, className) {
  if (!url) return null;
  if (!isLocal(url)) return h("p", { class: "far-picture" }, icon("image"), link(url, [alt || url]));
  const img = h("img", { class: className, src: url, alt: alt || "", loading: "lazy" });
  img.addEventListener("error", () => img.replaceWith(h("p", { class: "far-picture" }, icon("image"), "The picture cannot be shown")));
  return img;
}

export function size(bytes) {
  if (bytes === undefined || bytes === null) return "";
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

/** An attached file: pictures are shown, everything has its name, size and link. */
export function attachment(file) {
  const hidden = file.filename?.startsWith("SPOILER_");
  const shown = /^image\/(png|jpe?g|gif|webp|avif)/.test(file.content_type ?? "") && isLocal(file.url);
  const card = h("div", { class: "file" }, icon("file"),
    h("div", {}, link(file.url, [file.filename]), h("span", { class: "file-size" }, size(file.size)), file.description && h("p", {}, file.description)));
  if (!shown) return card;
  const image = picture(file.url, file.description || file.filename, "attached");
  if (!hidden) return h("div", { class: "attachment" }, image, card);
  const cover = h("button", { type: "button", class: "spoiler spoiler-picture" }, "Spoiler: show the picture");
  cover.addEventListener("click", () => cover.replaceWith(image));
  return h("div", { class: "attachment" }, cover, card);
}

/** An embed: colour bar, author, title, text, fields in a grid, picture, footer. */
export function embed(e) {
  const bar = plain(e.color);
  const fields = e.fields ?? [];
  const moment = e.timestamp && Date.parse(e.timestamp);
  const foot = [e.footer?.text, moment && formatTime(moment, "f")].filter(Boolean);
  return h("div", { class: "embed", style: bar ? { "--bar": bar } : {} },
    h("div", { class: "embed-main" },
      e.author?.name && h("p", { class: "embed-author" }, e.author.url ? link(e.author.url, [e.author.name]) : e.author.name),
      e.title && h("p", { class: "embed-title" }, e.url ? link(e.url, richLine(e.title)) : richLine(e.title)),
      e.description && h("div", { class: "text" }, rich(e.description)),
      fields.length > 0 && h("dl", { class: "fields" }, fields.map((field) =>
        h("div", { class: field.inline ? "embed-field embed-field-inline" : "embed-field" }, h("dt", {}, richLine(field.name)), h("dd", { class: "text" }, rich(field.value))))),
      picture(e.image?.url, "", "embed-image"),
      foot.length > 0 && h("p", { class: "embed-foot" }, foot.join(" · "))),
    e.thumbnail?.url && picture(e.thumbnail.url, "", "embed-thumb"));
}
