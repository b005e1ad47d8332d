import { useTranslation } from 'react-i18next';
import { changeLanguage, type Language } from '#shared/i18n/index.ts';
import { chooseTheme, type Theme, useTheme } from '#shared/lib/theme.ts';
import { Segmented } from '#shared/ui/segmented.tsx';
import { Row, Section } from './section.tsx';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

export function LookSection() {
  const { t, i18n } = useTranslation();
  const theme = useTheme();
  return (
    <Section title={t('settings.look')}>
      <Row title={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={theme}
          options={THEMES.map((value) => ({ value, label: t(`settings.${value}`) }))}
          onChange={chooseTheme}
        />
      </Row>
      <Row title={t('settings.language')}>
        <Segmented<Language>
          label={t('settings.language')}
          value={i18n.language === 'en' ? 'en' : 'ru'}
          options={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
          onChange={changeLanguage}
        />
      </Row>
    </Section>
  );
}
