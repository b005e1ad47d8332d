import DOMPurify from 'dompurify';
import { isSafeHref } from './render-block.ts';

const purify = DOMPurify(window);

purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return;
  if (!isSafeHref(node.getAttribute('href') ?? '')) node.removeAttribute('href');
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer nofollow');
});

/** The last gate before the page: only the tags that our own renderer makes, no styles, no pictures, no handlers. */
export function toSafeFragment(html: string): DocumentFragment {
  return purify.sanitize(html, {
    ALLOWED_TAGS: [
      ...['p', 'br', 'hr', 'h3', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a'],
      ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'sup', 'sub', 'span', 'div', 'button', 'input'],
      'chat-picture',
    ],
    ALLOWED_ATTR: [
      'href',
      'class',
      'type',
      'aria-label',
      'role',
      'tabindex',
      'scope',
      'start',
      'checked',
      'disabled',
    ],
    ADD_ATTR: ['data-block', 'data-image'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
