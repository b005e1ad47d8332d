import { queryClient } from '#shared/api/query-client.ts';
import { type ChatImage, imageQuery } from './image-query.ts';

/** Asks the page to show a picture in full; bubbles. */
export class OpenPictureEvent extends Event {
  readonly imageId: string;

  constructor(imageId: string) {
    super('open-picture', { bubbles: true });
    this.imageId = imageId;
  }
}

/** A sheet of paper: the room that a picture is given until its own is known. */
const paper = { width: Math.SQRT2, height: 1 };
/** Rem; a picture never takes the whole height of the screen. */
const tallest = 26;

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
    button.addEventListener('click', () => this.dispatchEvent(new OpenPictureEvent(imageId)));
    fill(button, imageId, caption);
    this.append(button);
    if (caption === '') return;
    const line = document.createElement('span');
    line.className = 'caption';
    line.textContent = caption;
    this.append(line);
  }
}

function fill(frame: HTMLButtonElement, imageId: string, caption: string): void {
  const image = document.createElement('img');
  image.alt = caption;
  image.decoding = 'async';
  frame.append(image);
  const show = ({ url, width, height, label }: ChatImage) => {
    // Its room is taken before it is loaded, so that nothing below jumps.
    keepRoom(frame, width === null || height === null ? paper : { width, height });
    if (caption === '') image.alt = label;
    image.src = url ?? '';
  };
  const known = queryClient.getQueryData(imageQuery(imageId).queryKey);
  if (known === undefined) {
    keepRoom(frame, paper);
    queryClient.ensureQueryData(imageQuery(imageId)).then(show, () => {
      frame.classList.add('missing');
      frame.style.aspectRatio = 'auto';
    });
  } else show(known);
}

function keepRoom(frame: HTMLElement, { width, height }: { width: number; height: number }): void {
  frame.style.aspectRatio = `${width} / ${height}`;
  frame.style.width = `min(100%, ${(tallest * width) / height}rem)`;
}

if (customElements.get('chat-picture') === undefined) customElements.define('chat-picture', ChatPicture);
