import type { Problem } from '#platform/http/problem.ts';
import type { Ticket, Tickets } from '#platform/tickets.ts';
import { documentNotFound } from '../errors.ts';
import { pictureNotFound, viewNotFound } from '../pictures/errors.ts';

/** What a signed address opens: exactly one of these, for anybody who has it, until it expires. */
export interface Addressed {
  kind: 'image' | 'manifest' | 'view';
  id: string;
}

/** One page of one file. */
export interface PageImage {
  fileId: string;
  page: number;
}

export const imagePath = '/api/iiif/';

/** Addresses that open a picture without a sign-in, for `<img>` and IIIF viewers. */
export function createAddresses({ tickets }: { tickets: Tickets }) {
  const issue = ({ kind, id }: Addressed): Ticket => tickets.issue(`${kind} ${id}`);

  function signedId({ fileId, page }: PageImage): string {
    const id = `${fileId}.${page}`;
    const { expires, signature } = issue({ kind: 'image', id });
    return `${id}.${expires}.${signature}`;
  }

  return {
    issue,

    /** @throws {Problem} 404 when the signature is not ours, 410 when it was */
    check: ({ kind, id }: Addressed, ticket: Ticket): void =>
      tickets.check(`${kind} ${id}`, ticket, notOurs[kind]),

    /** Base of a page's IIIF addresses on this server, signed. */
    imageUrl: (image: PageImage): string => `${imagePath}${signedId(image)}`,

    /** The same for one who came by a signed address: what it leads to ends with it. */
    imageUrlUntil({ fileId, page }: PageImage, expires: string): string {
      const id = `${fileId}.${page}`;
      return `${imagePath}${id}.${expires}.${tickets.sign(`image ${id}`, expires)}`;
    },

    expiryOf: (ticket: Ticket): Date => new Date(Number.parseInt(ticket.expires, 36) * 1000),
  };
}

export type Addresses = ReturnType<typeof createAddresses>;

const notOurs: Record<Addressed['kind'], () => Problem> = {
  image: pictureNotFound,
  manifest: documentNotFound,
  view: viewNotFound,
};

const idForm =
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([1-9]\d{0,5}))?(?:\.([0-9a-z]{1,9})\.([\w-]{22}))?$/;

/** Takes `<file>.<page>` or `<file>.<page>.<expires>.<signature>` apart; `null` when it is neither. */
export function readImageId(text: string): (PageImage & { id: string; ticket: Ticket | null }) | null {
  const [, fileId, page, expires, signature] = idForm.exec(text) ?? [];
  if (fileId === undefined || page === undefined) return null;
  return { id: `${fileId}.${page}`, fileId, page: Number(page), ticket: ticketOf(expires, signature) };
}

/** Takes `<version>` or `<version>.<expires>.<signature>` apart; `null` when it is neither. */
export function readManifestId(text: string): { id: string; ticket: Ticket | null } | null {
  const [, id, page, expires, signature] = idForm.exec(text) ?? [];
  return id === undefined || page !== undefined ? null : { id, ticket: ticketOf(expires, signature) };
}

function ticketOf(expires: string | undefined, signature: string | undefined): Ticket | null {
  return expires === undefined || signature === undefined ? null : { expires, signature };
}
