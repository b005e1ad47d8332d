import type { VersionTexts } from '#modules/documents';
import type { Plan } from './plan.ts';
import type { ScopedVersion } from './scope.ts';

/** The versions of a plan that may still be read, as they are now. */
export async function openPlanned(
  { actor, scope }: Pick<Plan, 'actor' | 'scope'>,
  texts: Pick<VersionTexts, 'open'>,
): Promise<ScopedVersion[]> {
  const opened = await texts.open(
    actor,
    scope.map(({ id, version }) => ({ documentId: id, version })),
  );
  return opened.flatMap((version) => {
    const scoped = scope.find(
      ({ id, version: number }) => id === version.document_id && number === version.number,
    );
    return scoped === undefined ? [] : [{ ...version, scoped }];
  });
}
