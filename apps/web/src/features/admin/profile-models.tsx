import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Row, Section } from '#features/settings/section.tsx';
import { Select } from '#shared/ui/select.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import { type SystemSettings, usePatchSystemSettings } from './admin-queries.ts';
import { modelKey, modelName } from './model-name.ts';

const profiles = ['simple', 'complex_collector', 'complex_answerer', 'summary'] as const;

/** Which of the allowed models does what. */
export function ProfileModels({ settings }: { settings: SystemSettings }) {
  const { t } = useTranslation('admin');
  const patch = usePatchSystemSettings();
  return (
    <Section title={t('models.profiles')}>
      {profiles.map((profile) => (
        <ProfileRow
          key={profile}
          profile={profile}
          settings={settings}
          busy={patch.isPending}
          onChoose={(model) =>
            patch.mutate(
              { models: { [profile]: model }, version: settings.version },
              { onSuccess: () => showToast(t('saved')) },
            )
          }
        />
      ))}
    </Section>
  );
}

interface ProfileRowProps {
  profile: (typeof profiles)[number];
  settings: SystemSettings;
  busy: boolean;
  onChoose: (model: SystemSettings['models']['simple']) => void;
}

function ProfileRow({ profile, settings, busy, onChoose }: ProfileRowProps) {
  const { t } = useTranslation('admin');
  const id = useId();
  const { allowed } = settings.models;
  return (
    <Row title={t(`models.${profile}`)} hint={t(`models.hints.${profile}`)}>
      <label htmlFor={id} className="sr-only">
        {t(`models.${profile}`)}
      </label>
      <Select
        id={id}
        value={modelKey(settings.models[profile])}
        disabled={busy}
        onChange={({ target }) => {
          const model = allowed.find((each) => modelKey(each) === target.value);
          if (model !== undefined) onChoose(model);
        }}
        className="w-72 max-w-full max-md:w-full"
      >
        {allowed.map((model) => (
          <option key={modelKey(model)} value={modelKey(model)}>
            {modelName(model, t)}
          </option>
        ))}
      </Select>
    </Row>
  );
}
