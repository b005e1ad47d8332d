/** What the thread says at its end. */
export type RenderAnswer = { ok: true } | { ok: false; message: string };
