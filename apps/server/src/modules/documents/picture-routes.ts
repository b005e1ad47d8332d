import {
  comparePages,
  comparePictures,
  compareVersions,
  getIiifManifest,
  getImageBase,
  getImageInfo,
  getImageRegion,
  getManifest,
  getPageText,
  listFindings,
  listPages,
  listReferences,
  listVersions,
} from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Findings } from './findings.ts';
import type { Iiif } from './iiif/iiif.ts';
import type { Manifests } from './iiif/manifests.ts';
import type { Pages } from './pages.ts';
import type { PictureComparisons } from './versions/picture-comparisons.ts';
import type { TextComparisons } from './versions/text-comparisons.ts';
import type { Versions } from './versions/versions.ts';

export interface PictureModule {
  pages: Pages;
  iiif: Iiif;
  manifests: Manifests;
  findings: Findings;
  versions: Versions;
  textComparisons: TextComparisons;
  pictureComparisons: PictureComparisons;
}

export function pictureRoutes(modules: PictureModule): Implementation[] {
  const { pages, iiif, manifests, findings, versions, textComparisons, pictureComparisons } = modules;
  return [
    implement(listPages, ({ actor, params, query }) => pages.list(actor, params.document_id, query)),
    implement(getPageText, async ({ actor, params, query, context: { signal } }) => ({
      spans: await pages.text(actor, params.document_id, { page: params.page, ...query, signal }),
    })),
    implement(getManifest, ({ actor, params, query, context: { origin } }) =>
      manifests.link(actor, params.document_id, { ...query, origin }),
    ),
    implement(listFindings, ({ actor, params, query }) => findings.list(actor, params.document_id, query)),
    implement(listReferences, ({ actor, params, query }) =>
      findings.references(actor, params.document_id, query),
    ),
    implement(listVersions, ({ actor, params, query }) => versions.list(actor, params.document_id, query)),
    implement(compareVersions, ({ actor, params, query, context: { signal } }) =>
      textComparisons.changes(actor, params.document_id, { ...query, signal }),
    ),
    implement(comparePages, ({ actor, params, query, context: { signal } }) =>
      textComparisons.pages(actor, params.document_id, { ...query, signal }),
    ),
    implement(comparePictures, ({ actor, params, query, context: { signal } }) =>
      pictureComparisons.compare(actor, params.document_id, { ...query, signal }),
    ),
    implement(getImageInfo, ({ actor, params, context }) => iiif.info(actor, params.image_id, context)),
    implement(getImageBase, ({ actor, params, context }) => iiif.base(actor, params.image_id, context)),
    implement(getImageRegion, ({ actor, params: { image_id, ...parameters }, context }) =>
      iiif.image(actor, image_id, parameters, context),
    ),
    implement(getIiifManifest, ({ actor, params, context }) =>
      manifests.get(actor, params.manifest_id, context),
    ),
  ];
}
