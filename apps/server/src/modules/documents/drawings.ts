import type { Clock } from '#platform/clock.ts';
import type { SecretBox } from '#platform/crypto.ts';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import type { ObjectStore } from '#platform/objects.ts';
import { createFindings } from './findings.ts';
import type { Addresses } from './iiif/addresses.ts';
import { createIiif } from './iiif/iiif.ts';
import { createImageAccess } from './iiif/image-access.ts';
import { createManifests } from './iiif/manifests.ts';
import { createPages } from './pages.ts';
import type { LazyEngines } from './pictures/engines.ts';
import { createPictures } from './pictures/pictures.ts';
import { createVersions } from './versions/versions.ts';
import { createFindVersion } from './versions/visible-version.ts';
import { createPageText } from './views/page-text.ts';
import { createViewTargets } from './views/view-target.ts';
import { createViews } from './views/views.ts';

export interface DrawingDeps {
  db: Database;
  clock: Clock;
  objects: ObjectStore;
  box: SecretBox;
  addresses: Addresses;
  engines: LazyEngines;
  /** @throws when the chat is not the actor's */
  checkChat(actor: Actor, chatId: string): Promise<unknown>;
}

/** Everything that shows the pages of documents. */
export function createDrawings({ db, clock, objects, box, addresses, engines, checkChat }: DrawingDeps) {
  const findVersion = createFindVersion({ db });
  const pictures = createPictures({ engines, objects, box });
  const pageText = createPageText({ db, pictures });
  const targets = createViewTargets({ db, findVersion });
  const access = createImageAccess({ db, addresses });
  return {
    findVersion,
    pictures,
    pages: createPages({ db, findVersion, addresses, pageText }),
    views: createViews({ db, clock, targets, pictures, addresses, pageText, checkChat }),
    iiif: createIiif({ access, pictures, clock }),
    manifests: createManifests({ db, findVersion, addresses, pictures }),
    findings: createFindings({ db, findVersion }),
    versions: createVersions({ db, findVersion }),
  };
}
