import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { systemSettingsQuery } from './admin-queries.ts';
import { AllowedModels } from './allowed-models.tsx';
import { BoundsSection } from './bounds-section.tsx';
import { EndpointSection } from './endpoint-section.tsx';
import { NumberSection } from './number-section.tsx';
import { ProfileModels } from './profile-models.tsx';

/** Who answers, and what an answer may spend. */
export function ModelsPanel() {
  const { t } = useTranslation('admin');
  const { t: tCommon } = useTranslation();
  const settings = useQuery(systemSettingsQuery);
  if (settings.isPending) return <TextSkeleton label={tCommon('app.loading')} lines={10} />;
  if (settings.isError) return <Notice tone="danger">{describeError(settings.error, tCommon)}</Notice>;
  const { data } = settings;
  return (
    <>
      <p className="max-w-2xl text-ink-2 text-sm">{t('models.hint')}</p>
      <ProfileModels settings={data} />
      <AllowedModels settings={data} />
      <EndpointSection key={`endpoint ${data.version}`} settings={data} />
      <NumberSection
        key={`run ${data.version}`}
        section="run_budget"
        values={data.run_budget}
        version={data.version}
        names={[
          'max_model_calls',
          'max_pictures',
          'max_pixels',
          'max_input_tokens',
          'max_cost_usd',
          'max_seconds',
        ]}
        optional={['max_cost_usd']}
      />
      <NumberSection
        key={`day ${data.version}`}
        section="daily_budget"
        values={data.daily_budget}
        version={data.version}
        names={['max_runs', 'max_input_tokens', 'max_cost_usd']}
        optional={['max_runs', 'max_input_tokens', 'max_cost_usd']}
      />
      <NumberSection
        key={`generation ${data.version}`}
        section="generation"
        values={data.generation}
        version={data.version}
        names={['temperature', 'top_p', 'thinking_budget', 'max_output_tokens']}
        optional={['temperature', 'top_p', 'thinking_budget']}
      />
      <BoundsSection key={`bounds ${data.version}`} settings={data} />
      <NumberSection
        key={`context ${data.version}`}
        section="context"
        values={data.context}
        version={data.version}
        names={['max_tokens']}
      />
      <NumberSection
        key={`history ${data.version}`}
        section="history"
        values={data.history}
        version={data.version}
        names={['max_messages', 'max_tokens']}
      />
      <NumberSection
        key={`pictures ${data.version}`}
        section="pictures"
        values={data.pictures}
        version={data.version}
        names={['max_side', 'zoom_over_shrink']}
      />
    </>
  );
}
