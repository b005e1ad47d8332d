import * as admin from './admin.ts';
import * as auth from './auth.ts';
import * as chats from './chats.ts';
import type { RouteContract } from './define-route.ts';
import * as documents from './documents.ts';
import * as exportRoutes from './exports.ts';
import * as files from './files.ts';
import * as findings from './findings.ts';
import * as health from './health.ts';
import * as iiif from './iiif.ts';
import * as images from './images.ts';
import * as me from './me.ts';
import * as pages from './pages.ts';
import * as projects from './projects.ts';
import * as prompts from './prompts.ts';
import * as synonyms from './synonyms.ts';
import * as systemSettings from './system-settings.ts';
import * as traces from './traces.ts';
import * as versions from './versions.ts';
import * as views from './views.ts';

function isRoute(value: unknown): value is RouteContract {
  return typeof value === 'object' && value !== null && 'method' in value && 'success' in value;
}

/** Every route of the platform, in the order of the documentation. */
export const allRoutes: readonly RouteContract[] = [
  auth,
  me,
  chats,
  images,
  exportRoutes,
  documents,
  pages,
  views,
  findings,
  versions,
  iiif,
  files,
  projects,
  prompts,
  admin,
  systemSettings,
  traces,
  synonyms,
  health,
].flatMap((module) => Object.values(module).filter(isRoute));
