import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import type { Problem } from '#platform/http/problem.ts';
import { documentNotFound } from '../errors.ts';
import { addressExpired, pictureNotFound, viewNotFound } from '../pictures/errors.ts';

/** What a signed address opens: exactly one of these, for anybody who has it, until it expires. */
export interface Addressed {
  kind: 'image' | 'manifest' | 'view';
  id: string;
}

export interface Ticket {
  /** Seconds since 1970, base 36. */
  expires: string;
  signature: string;
}

/** One page of one file. */
export interface PageImage {
  fileId: string;
  page: number;
}

export const imagePath = '/api/iiif/';

const lifeSeconds = 12 * 3600;
/** Addresses of one hour are the same, so that browsers keep what they loaded. */
const stepSeconds = 3600;
const signatureBytes = 16;

/** Addresses that open a picture without a sign-in, for `<img>` and IIIF viewers. */
export function createAddresses({ signingKey, clock }: { signingKey: string; clock: Clock }) {
  const key = Buffer.from(hkdfSync('sha256', signingKey, 'aizoomdoc', 'picture-addresses', 32));
  const seconds = () => clock.now().getTime() / 1000;

  function signature({ kind, id }: Addressed, expires: string): string {
    const mac = createHmac('sha256', key).update(`${kind} ${id} ${expires}`).digest();
    return mac.subarray(0, signatureBytes).toString('base64url');
  }

  function issue(what: Addressed): Ticket {
    const expires = (Math.ceil((seconds() + lifeSeconds) / stepSeconds) * stepSeconds).toString(36);
    return { expires, signature: signature(what, expires) };
  }

  function signedId({ fileId, page }: PageImage): string {
    const id = `${fileId}.${page}`;
    const { expires, signature } = issue({ kind: 'image', id });
    return `${id}.${expires}.${signature}`;
  }

  return {
    issue,

    /** @throws {Problem} 404 when the signature is not ours, 410 when it was */
    check(what: Addressed, ticket: Ticket): void {
      // As text: several texts decode to the same bytes.
      const expected = Buffer.from(signature(what, ticket.expires));
      const given = Buffer.from(ticket.signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw notOurs[what.kind]();
      if (Number.parseInt(ticket.expires, 36) < seconds()) throw addressExpired();
    },

    /** Base of a page's IIIF addresses on this server, signed. */
    imageUrl: (image: PageImage): string => `${imagePath}${signedId(image)}`,

    /** The same for one who came by a signed address: what it leads to ends with it. */
    imageUrlUntil({ fileId, page }: PageImage, expires: string): string {
      const id = `${fileId}.${page}`;
      return `${imagePath}${id}.${expires}.${signature({ kind: 'image', id }, expires)}`;
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
