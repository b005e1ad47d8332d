import { queryClient } from '#shared/api/query-client.ts';
import { imageQuery } from './image-query.ts';

/** Asks the page to show a picture in full; bubbles. */
export class OpenPictureEvent extends Event {
  readonly imageId: string;

  constructor(imageId: string) {
    super('open-picture', { bubbles: true });
    this.imageId = imageId;
  }
}

/**
 * A stored picture inside an answer's text. The text names it by its stable address; the element finds the signed one, which an
 * `<img>` can load. Caption: `aria-label`.
 */
class ChatPicture extends HTMLElement {
  connectedCallback(): void {
    if (this.childElementCount > 0) return;
    const caption = this.getAttribute('aria-label') ?? '';
    const imageId = this.dataset.image ?? '';
    this.removeAttribute('aria-label');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'chat-picture-frame';
    button.append(pictureOf(imageId, caption));
    button.addEventListener('click', () => this.dispatchEvent(new OpenPictureEvent(imageId)));
    this.append(button);
    if (caption === '') return;
    const line = document.createElement('span');
    line.className = 'caption';
    line.textContent = caption;
    this.append(line);
  }
}

function pictureOf(imageId: string, caption: string): HTMLImageElement {
  const image = document.createElement('img');
  image.alt = caption;
  image.decoding = 'async';
  queryClient.ensureQueryData(imageQuery(imageId)).then(
    ({ url, width, height, label }) => {
      if (width !== null && height !== null) Object.assign(image, { width, height });
      if (caption === '') image.alt = label;
      image.src = url ?? '';
    },
    () => image.classList.add('missing'),
  );
  return image;
}

if (customElements.get('chat-picture') === undefined) customElements.define('chat-picture', ChatPicture);
