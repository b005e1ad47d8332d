import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import { Problem } from '#platform/http/problem.ts';

/** What an address carries so that anybody who has it may open what it names, until it expires. */
export interface Ticket {
  /** Seconds since 1970, base 36. */
  expires: string;
  signature: string;
}

/** Signs addresses of pictures, for `<img>` and viewers that send no token. */
export interface Tickets {
  /** @param subject what is opened: a kind and an id */
  issue(subject: string): Ticket;
  /** The signature of a ticket that expires when an earlier one does. */
  sign(subject: string, expires: string): string;
  /** @throws {Problem} what `foreign` makes when the signature is not ours, 410 when it was */
  check(subject: string, ticket: Ticket, foreign: () => Problem): void;
}

const lifeSeconds = 12 * 3600;
/** Addresses of one hour are the same, so that browsers keep what they loaded. */
const stepSeconds = 3600;
const signatureBytes = 16;

export function createTickets({ signingKey, clock }: { signingKey: string; clock: Clock }): Tickets {
  const key = Buffer.from(hkdfSync('sha256', signingKey, 'aizoomdoc', 'picture-addresses', 32));
  const seconds = () => clock.now().getTime() / 1000;

  function sign(subject: string, expires: string): string {
    const mac = createHmac('sha256', key).update(`${subject} ${expires}`).digest();
    return mac.subarray(0, signatureBytes).toString('base64url');
  }

  return {
    sign,
    issue(subject) {
      const expires = (Math.ceil((seconds() + lifeSeconds) / stepSeconds) * stepSeconds).toString(36);
      return { expires, signature: sign(subject, expires) };
    },
    check(subject, ticket, foreign) {
      // As text: several texts decode to the same bytes.
      const expected = Buffer.from(sign(subject, ticket.expires));
      const given = Buffer.from(ticket.signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw foreign();
      if (Number.parseInt(ticket.expires, 36) < seconds()) throw addressExpired();
    },
  };
}

const addressExpired = () =>
  new Problem(410, 'address_expired', 'Срок этого адреса истёк. Обновите страницу, чтобы получить новый.');
