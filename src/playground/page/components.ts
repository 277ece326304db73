/** Discord's components as elements, from the raw JSON and nothing else. */
import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIFileComponent,
  type APIMessageTopLevelComponent,
  type APISectionAccessoryComponent,
  type APISelectMenuComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { FileShown, ShownMessage } from '../protocol.ts';
import { ask } from './api.ts';
import { setVariable } from './directives.ts';
import { showEmoji, showText } from './emoji.ts';
import { icon } from './icons.ts';
import { hostOf, localFile, webAddress } from './links.ts';
import { drawLink, showLine, showMarkdown, toggleSpoiler } from './markdown.ts';
import { drawSelect } from './selects.ts';
import { change, state } from './state.ts';
import { word } from './words.ts';

type ShownComponent = APIMessageTopLevelComponent | APIComponentInContainer | APIComponentInMessageActionRow | APISectionAccessoryComponent;

/**
 * A component of a message with those inside it.
 *
 * @param path Where it stands in the message, such as `0.2`: what is opened there is known by it.
 */
export function drawComponent(part: ShownComponent, message: ShownMessage, path: string): TemplateResult {
  const at = (index: number) => `${path}.${index}`;
  switch (part.type) {
    case ComponentType.Container: {
      const accent = part.accent_color == null ? null : `#${part.accent_color.toString(16).padStart(6, '0')}`;
      const shown = part.components.map((child, index) => drawComponent(child, message, at(index)));
      // What can be pressed at its end stands together, so that on a phone it stays in sight.
      const end = part.components.findLastIndex((child) => child.type !== ComponentType.ActionRow) + 1;
      const controls = shown.slice(end);
      const inner = html`${shown.slice(0, end)}${controls.length === 0 ? nothing : html`<div class="controls">${controls}</div>`}`;
      return html`<div class="container ${accent === null ? '' : 'accented'}" ${setVariable('--own-accent', accent)}>
        ${part.spoiler ? cover(`${message.id}|${path}`, html`<div>${inner}</div>`) : inner}
      </div>`;
    }
    case ComponentType.TextDisplay:
      return html`<div class="md">${showMarkdown(part.content, `${message.id}|${path}`)}</div>`;
    case ComponentType.Section:
      return html`<div class="section">
        <div class="section-text">${part.components.map((child, index) => drawComponent(child, message, at(index)))}</div>
        <div class="section-side">${drawComponent(part.accessory, message, `${path}.side`)}</div>
      </div>`;
    case ComponentType.Thumbnail:
      return html`<div class="thumbnail">${drawPicture(message, part.media.url, part.description, part.spoiler, `${message.id}|${path}`)}</div>`;
    case ComponentType.MediaGallery:
      return html`<div class="gallery count-${Math.min(part.items.length, 4)}">
        ${part.items.map((item, index) => drawPicture(message, item.media.url, item.description, item.spoiler, `${message.id}|${at(index)}`))}
      </div>`;
    case ComponentType.Separator:
      return html`<div class="separator ${part.divider === false ? 'blank' : ''} ${part.spacing === 2 ? 'wide' : ''}" role=${part.divider === false ? 'presentation' : 'separator'}></div>`;
    case ComponentType.File:
      return drawFileComponent(part, message);
    case ComponentType.ActionRow:
      return html`<div class="row">${part.components.map((child, index) => drawComponent(child, message, at(index)))}</div>`;
    case ComponentType.Button:
      return drawButton(part, message);
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return drawSelect(part, `${message.id}-${path}`, isPressed(message, part.custom_id), (values) => void press(message, part, values));
    default:
      return html`<p class="unknown">${word('unknownPart')}</p>`;
  }
}

async function press(
  message: ShownMessage,
  control: APIButtonComponent | APISelectMenuComponent,
  values: readonly string[],
): Promise<void> {
  if (!('custom_id' in control)) return;
  const key = `${message.id}|${control.custom_id}`;
  if (state().pressed.has(key)) return;
  change({ pressed: new Set(state().pressed).add(key) });
  await ask({ kind: 'press', messageId: message.id, customId: control.custom_id, componentType: control.type, values: [...values] });
  const pressed = new Set(state().pressed);
  pressed.delete(key);
  change({ pressed });
}

function isPressed(message: ShownMessage, customId: string): boolean {
  return state().pressed.has(`${message.id}|${customId}`);
}

const STYLE_NAMES: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };

function drawButton(button: APIButtonComponent, message: ShownMessage): TemplateResult {
  if (button.style === ButtonStyle.Premium) return html`<span class="button secondary off">${word('shopButton')}</span>`;
  const emoji = button.emoji?.name == null ? nothing : button.emoji.id == null ? showEmoji(button.emoji.name) : `:${button.emoji.name}:`;
  const label = html`${emoji}${button.label === undefined ? nothing : html`<span>${showText(button.label)}</span>`}`;
  if (button.style === ButtonStyle.Link) {
    const address = webAddress(button.url);
    return address === null || button.disabled
      ? html`<span class="button secondary off">${label}</span>`
      : html`<a class="button secondary" href=${address} target="_blank" rel="noopener noreferrer">${label}${icon('out')}</a>`;
  }
  const isWaiting = isPressed(message, button.custom_id);
  return html`<button
    type="button"
    class="button ${STYLE_NAMES[button.style] ?? 'secondary'}"
    ?disabled=${button.disabled ?? false}
    aria-busy=${isWaiting ? 'true' : 'false'}
    @click=${() => void press(message, button, [])}
  >${label}</button>`;
}

/** A picture this machine serves; of any other only the words, since nothing is loaded from elsewhere. */
function drawPicture(
  message: ShownMessage,
  url: string,
  description: string | null | undefined,
  isSpoiler: boolean | undefined,
  key: string,
): TemplateResult {
  const address = localFile(url);
  const words = description ?? '';
  const file = message.files.find((candidate) => candidate.url === address);
  const pixels = file?.pixels;
  const sources = file?.smallUrl === undefined || pixels === undefined ? nothing : `${file.smallUrl} 720w, ${file.url} ${pixels.width}w`;
  const shown =
    address === null
      ? html`<div class="elsewhere" role="img" aria-label=${words || word('picture')} title="${words || word('picture')}: ${word('notLoaded', { host: hostOf(url) })}">${icon('out')}<span>${words || word('picture')}</span><small>${word('notLoaded', { host: hostOf(url) })}</small></div>`
      : html`<a class="picture" href=${address} target="_blank" rel="noopener"><img srcset=${sources} sizes=${sources === nothing ? nothing : '(max-width: 700px) 84vw, 568px'} src=${address} alt=${words} title=${words} width=${pixels?.width ?? nothing} height=${pixels?.height ?? nothing}></a>`;
  return isSpoiler ? cover(key, shown) : shown;
}

/** Something larger than words behind a spoiler. */
function cover(id: string, inner: TemplateResult): TemplateResult {
  const isOpen = state().revealed.has(id);
  return html`<div class="covered ${isOpen ? 'open' : ''}">
    <div class="covered-inner" ?inert=${!isOpen}>${inner}</div>
    <button type="button" class="covered-button" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => toggleSpoiler(id)}>
      ${word(isOpen ? 'hide' : 'showHidden')}
    </button>
  </div>`;
}

function drawFileComponent(part: APIFileComponent, message: ShownMessage): TemplateResult {
  const file = message.files.find((candidate) => candidate.url === part.file.url);
  const shown = drawFile(
    file ?? { name: part.name ?? part.file.url.split('/').at(-1) ?? 'file', url: part.file.url, size: part.size ?? 0, contentType: '' },
  );
  return part.spoiler ? cover(`${message.id}|${part.file.url}`, shown) : shown;
}

function drawFile(file: FileShown): TemplateResult {
  const address = localFile(file.url);
  const size = file.size < 1024 ? `${file.size} bytes` : `${Math.round(file.size / 1024)} KB`;
  return html`<div class="file">
    ${icon('file')}
    <div>${address === null ? file.name : html`<a href=${address} download=${file.name}>${file.name}</a>`}<small>${size}</small></div>
  </div>`;
}

/** Attachments nothing in the message already shows. */
export function drawLooseFiles(message: ShownMessage): readonly TemplateResult[] {
  const used = JSON.stringify([message.body.components ?? [], message.body.embeds ?? []]);
  return message.files
    .filter((file) => !used.includes(JSON.stringify(file.url)))
    .map((file) =>
      file.contentType.startsWith('image/')
        ? html`<div class="gallery count-1">${drawPicture(message, file.url, file.description, false, `${message.id}|${file.url}`)}</div>`
        : drawFile(file),
    );
}

/**
 * An embed as Discord shows it; addresses that are no http are shown as text.
 *
 * @param index Its number in the message.
 */
export function drawEmbed(embed: APIEmbed, message: ShownMessage, index: number): TemplateResult {
  const key = `${message.id}|embed${index}`;
  const accent = embed.color == null ? null : `#${embed.color.toString(16).padStart(6, '0')}`;
  return html`<article class="container accented embed" ${setVariable('--own-accent', accent)}>
    <div class="section">
      <div class="section-text">
        ${embed.author === undefined ? nothing : html`<div class="small">${drawLink(embed.author.url ?? '', embed.author.name)}</div>`}
        ${embed.title === undefined ? nothing : html`<div class="h h3" role="heading" aria-level="3">${drawLink(embed.url ?? '', showLine(embed.title, key))}</div>`}
        ${embed.description === undefined ? nothing : html`<div class="md">${showMarkdown(embed.description, key)}</div>`}
        ${
          embed.fields === undefined || embed.fields.length === 0
            ? nothing
            : html`<dl class="fields">
                ${embed.fields.map(
                  (field) =>
                    html`<div class=${field.inline ? 'inline' : ''}><dt>${showLine(field.name, key)}</dt><dd class="md">${showMarkdown(field.value, key)}</dd></div>`,
                )}
              </dl>`
        }
      </div>
      ${embed.thumbnail === undefined ? nothing : html`<div class="section-side thumbnail">${drawPicture(message, embed.thumbnail.url, undefined, false, key)}</div>`}
    </div>
    ${embed.image === undefined ? nothing : html`<div class="gallery count-1">${drawPicture(message, embed.image.url, undefined, false, key)}</div>`}
    ${
      embed.footer === undefined && embed.timestamp === undefined
        ? nothing
        : html`<div class="small">${[embed.footer?.text, embed.timestamp === undefined ? undefined : new Date(embed.timestamp).toLocaleString(state().locale)].filter(Boolean).join(' • ')}</div>`
    }
  </article>`;
}
