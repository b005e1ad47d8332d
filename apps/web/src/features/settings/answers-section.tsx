import type { Answer } from '@aizoomdoc/client';
import { listRoles } from '@aizoomdoc/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '#features/auth/me-query.ts';
import { client } from '#shared/api/client.ts';
import { Segmented } from '#shared/ui/segmented.tsx';
import { Select } from '#shared/ui/select.tsx';
import { Row, Section } from './section.tsx';
import { usePatchSettings } from './use-patch-settings.ts';

export type Role = Answer<typeof listRoles>;

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: ({ signal }) => client.list(listRoles, { signal }),
  staleTime: 300_000,
});

export function AnswersSection() {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const patch = usePatchSettings();
  if (me.data === undefined) return null;
  const { settings, models } = me.data;
  const answering = models[settings.model_profile];
  const answers =
    answering.provider === 'extractive'
      ? ''
      : t(answering.ready ? 'settings.answering' : 'settings.answeringNoKey', { model: answering.model });
  return (
    <Section title={t('settings.answers')}>
      <Row title={t('settings.profile')} hint={`${t('settings.profileHint')} ${answers}`.trim()}>
        <Segmented
          label={t('settings.profile')}
          value={settings.model_profile}
          options={[
            { value: 'simple', label: t('settings.simple') },
            { value: 'complex', label: t('settings.complex') },
          ]}
          onChange={(profile) => patch.mutate({ model_profile: profile })}
        />
      </Row>
      <RoleRow
        selected={settings.selected_role_prompt_id}
        onSelect={(id) => patch.mutate({ selected_role_prompt_id: id })}
      />
    </Section>
  );
}

interface RoleRowProps {
  selected: number | null;
  onSelect: (id: number | null) => void;
}

function RoleRow({ selected, onSelect }: RoleRowProps) {
  const { t } = useTranslation();
  const roles = useQuery(rolesQuery);
  const id = useId();
  const listed: Role[] = roles.data?.items ?? [];
  const description = listed.find((role) => role.id === selected)?.description;
  return (
    <Row
      title={t('settings.role')}
      hint={roles.isError ? t('settings.rolesFailed') : (description ?? t('settings.roleHint'))}
    >
      <label htmlFor={id} className="sr-only">
        {t('settings.role')}
      </label>
      <Select
        id={id}
        value={selected ?? ''}
        disabled={roles.data === undefined}
        onChange={(event) => onSelect(event.target.value === '' ? null : Number(event.target.value))}
        className="w-64 max-w-full max-md:w-full"
      >
        <option value="">{t('settings.noRole')}</option>
        {listed.map((role) => (
          <option key={role.id} value={role.id}>
            {role.name}
          </option>
        ))}
      </Select>
    </Row>
  );
}
