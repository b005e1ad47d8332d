import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '../lib/storage.ts';
import type { AdminCatalogue, Catalogue, ViewerCatalogue } from './catalogue.ts';
import { ru } from './ru.ts';
import { typesetAll } from './typography.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Catalogue; viewer: ViewerCatalogue; admin: AdminCatalogue };
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

/** Texts that are fetched with the pages that need them. */
const parts = {
  viewer: {
    ru: async () => (await import('./ru/viewer.ts')).viewer,
    en: async () => (await import('./en/viewer.ts')).viewer,
  },
  admin: {
    ru: async () => (await import('./ru/admin.ts')).admin,
    en: async () => (await import('./en/admin.ts')).admin,
  },
} as const;
type Part = keyof typeof parts;

const wanted = new Set<Part>();

/** Fetches a part of the texts in the languages in use; a page that needs them waits for it. */
export async function loadTexts(part: Part): Promise<void> {
  wanted.add(part);
  if (!i18next.hasResourceBundle('ru', part))
    i18next.addResourceBundle('ru', part, typesetAll(await parts[part].ru()));
  if (i18next.language === 'en') await loadEnglish(part);
}

async function loadEnglish(part: Part): Promise<void> {
  if (!i18next.hasResourceBundle('en', part)) i18next.addResourceBundle('en', part, await parts[part].en());
}

async function applyLanguage(language: Language): Promise<void> {
  if (language === 'en') await Promise.all([...wanted].map(loadEnglish));
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en.ts');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
