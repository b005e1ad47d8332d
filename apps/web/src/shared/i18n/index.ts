import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '../lib/storage.ts';
import type { Catalogue, ViewerCatalogue } from './catalogue.ts';
import { ru } from './ru.ts';
import { typesetAll } from './typography.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Catalogue; viewer: ViewerCatalogue };
  }
}

export type Language = 'ru' | 'en';

const STORAGE_KEY = 'language';

export function chosenLanguage(): Language {
  return readStored(STORAGE_KEY) === 'en' ? 'en' : 'ru';
}

/** Starts in Russian; English is fetched only when chosen. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'ru',
    fallbackLng: 'ru',
    resources: { ru: { translation: typesetAll(ru) as Catalogue } },
    interpolation: { escapeValue: false },
  });
  if (chosenLanguage() === 'en') await applyLanguage('en');
}

export async function changeLanguage(language: Language): Promise<void> {
  writeStored(STORAGE_KEY, language);
  await applyLanguage(language);
}

/** Fetches the texts of the document viewer in the languages in use; a page that needs them waits for it. */
export async function loadViewerTexts(): Promise<void> {
  viewerWanted = true;
  if (!i18next.hasResourceBundle('ru', 'viewer')) {
    const { viewer } = await import('./ru/viewer.ts');
    i18next.addResourceBundle('ru', 'viewer', typesetAll(viewer));
  }
  if (i18next.language === 'en') await loadEnglishViewer();
}

let viewerWanted = false;

async function loadEnglishViewer(): Promise<void> {
  if (i18next.hasResourceBundle('en', 'viewer')) return;
  const { viewer } = await import('./en/viewer.ts');
  i18next.addResourceBundle('en', 'viewer', viewer);
}

async function applyLanguage(language: Language): Promise<void> {
  if (language === 'en' && viewerWanted) await loadEnglishViewer();
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en.ts');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
