import { getUsage } from '@aizoomdoc/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '#shared/api/client.ts';
import { formatDollars, formatNumber, formatTime } from '#shared/lib/format.ts';
import { ProgressBar } from '#shared/ui/progress-bar.tsx';
import { Row, Section } from './section.tsx';

const usageQuery = queryOptions({
  queryKey: ['me', 'usage'],
  queryFn: ({ signal }) => client.call(getUsage, { signal }),
});

/** What today's answers have used, of what is allowed. */
export function UsageSection() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(usageQuery);
  if (data === undefined) return null;
  const number = (value: number) => formatNumber(value, i18n.language);
  const money = (value: number) => formatDollars(value, i18n.language);
  const rows = [
    { name: 'runs', used: data.runs, limit: data.max_runs, format: number },
    { name: 'tokens', used: data.input_tokens, limit: data.max_input_tokens, format: number },
    { name: 'cost', used: data.cost_usd, limit: data.max_cost_usd, format: money },
  ] as const;
  return (
    <Section title={t('settings.usage')}>
      {rows.map(({ name, used, limit, format }) => (
        <Row key={name} title={t(`settings.usageOf.${name}`)}>
          <div className="w-64 max-w-full text-right text-sm max-md:w-full">
            <p className="figures text-ink">
              {limit === null
                ? format(used)
                : t('settings.usageLimit', { used: format(used), limit: format(limit) })}
            </p>
            {limit === null ? null : (
              <ProgressBar
                className="mt-1.5"
                label={t(`settings.usageOf.${name}`)}
                value={used}
                max={limit}
              />
            )}
          </div>
        </Row>
      ))}
      <p className="py-3 text-ink-3 text-xs">
        {t('settings.usageResets', { time: formatTime(data.resets_at, i18n.language) })}
      </p>
    </Section>
  );
}
