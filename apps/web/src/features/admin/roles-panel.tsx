import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '#features/settings/section.tsx';
import { describeError } from '#shared/api/describe-error.ts';
import { formatDate } from '#shared/lib/format.ts';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import {
  allRolesQuery,
  type Role,
  type RoleText,
  roleDiffQuery,
  roleVersionsQuery,
  useCreateRole,
  usePatchRole,
} from './admin-queries.ts';
import { DiffLines } from './diff-lines.tsx';
import { PromptField } from './prompt-field.tsx';
import { VersionList } from './version-list.tsx';

/** Roles that users choose: their texts and versions. */
export function RolesPanel() {
  const { t } = useTranslation('admin');
  const { t: tCommon } = useTranslation();
  const roles = useQuery(allRolesQuery);
  const [chosen, setChosen] = useState<number | 'new' | null>(null);
  if (roles.isPending) return <TextSkeleton label={tCommon('app.loading')} lines={6} />;
  if (roles.isError) return <Notice tone="danger">{describeError(roles.error, tCommon)}</Notice>;
  const role = roles.data.find(({ id }) => id === chosen);
  return (
    <>
      <p className="max-w-2xl text-ink-2 text-sm">{t('roles.hint')}</p>
      <Section title={t('tabs.roles')}>
        {roles.data.map((each) => (
          <RoleLine key={each.id} role={each} onOpen={() => setChosen(each.id === chosen ? null : each.id)} />
        ))}
        <div className="py-3">
          <Button onClick={() => setChosen('new')}>
            <Plus aria-hidden />
            {t('roles.add')}
          </Button>
        </div>
      </Section>
      {chosen === 'new' ? <NewRole onDone={() => setChosen(null)} /> : null}
      {role === undefined ? null : <RoleEditor key={`${role.id}:${role.version}`} role={role} />}
    </>
  );
}

function RoleLine({ role, onOpen }: { role: Role; onOpen: () => void }) {
  const { t } = useTranslation('admin');
  const patch = usePatchRole();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-56 flex-1 text-sm">
        <p className="font-medium text-ink">
          {role.name}
          {role.is_active ? null : <span className="text-ink-3"> · {t('roles.off')}</span>}
        </p>
        <p className="text-ink-2">{role.description}</p>
      </div>
      <Button
        size="small"
        look="quiet"
        disabled={patch.isPending}
        onClick={() => patch.mutate({ id: role.id, is_active: !role.is_active })}
      >
        {t(role.is_active ? 'roles.turnOff' : 'roles.turnOn')}
      </Button>
      <Button size="small" onClick={onOpen}>
        {t('roles.edit')}
      </Button>
    </div>
  );
}

function NewRole({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('admin');
  const create = useCreateRole();
  return (
    <RoleForm
      start={{ name: '', description: null, content: '', note: null }}
      busy={create.isPending}
      onSave={(text) =>
        create.mutate(text, {
          onSuccess: ({ name }) => {
            showToast(t('roles.created', { name }));
            onDone();
          },
        })
      }
    />
  );
}

function RoleEditor({ role }: { role: Role }) {
  const { t, i18n } = useTranslation('admin');
  const patch = usePatchRole();
  const versions = useQuery(roleVersionsQuery(role.id));
  const [compared, setCompared] = useState<number | null>(null);
  const saved = () => showToast(t('roles.saved', { name: role.name }));
  return (
    <>
      <RoleForm
        start={{ name: role.name, description: role.description, content: role.content, note: null }}
        busy={patch.isPending}
        onSave={(text) => patch.mutate({ id: role.id, ...text }, { onSuccess: saved })}
      />
      <VersionList
        versions={(versions.data ?? []).map(({ version, note, author, created_at }) => ({
          key: version,
          version,
          isActive: version === role.version,
          note,
          by: `${author ?? t('author')} · ${formatDate(created_at, i18n.language)}`,
        }))}
        busy={patch.isPending}
        compared={compared}
        onCompare={setCompared}
        onActivate={(version) =>
          patch.mutate({ id: role.id, restore_version: version }, { onSuccess: saved })
        }
        renderDiff={(version) => <RoleChanges roleId={role.id} from={version} to={role.version} />}
      />
    </>
  );
}

function RoleChanges({ roleId, from, to }: { roleId: number; from: number; to: number }) {
  const diff = useQuery(roleDiffQuery(roleId, from, to));
  return <DiffLines diff={diff.data} error={diff.error} />;
}

interface RoleFormProps {
  start: RoleText;
  busy: boolean;
  onSave: (text: RoleText) => void;
}

function RoleForm({ start, busy, onSave }: RoleFormProps) {
  const { t } = useTranslation('admin');
  const [text, setText] = useState(start);
  const ids = { name: useId(), description: useId(), note: useId() };
  const ready = text.name.trim() !== '' && text.content.trim() !== '';
  const field = (name: 'name' | 'description' | 'note', maxLength: number) => (
    <div>
      <label htmlFor={ids[name]} className="mb-1.5 block font-medium text-ink text-sm">
        {t(name === 'note' ? 'note' : `roles.${name}`)}
      </label>
      <TextInput
        id={ids[name]}
        value={text[name] ?? ''}
        maxLength={maxLength}
        onChange={({ target }) => setText({ ...text, [name]: target.value })}
      />
    </div>
  );
  return (
    <form
      className="space-y-4 rounded-2xl border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSave({ ...text, description: text.description || null, note: text.note || null });
      }}
    >
      {field('name', 100)}
      {field('description', 500)}
      <PromptField
        label={t('roles.content')}
        value={text.content}
        rows={8}
        onChange={(content) => setText({ ...text, content })}
      />
      {field('note', 500)}
      <div className="flex justify-end">
        <Button type="submit" look="primary" disabled={!ready || busy}>
          {t('roles.save')}
        </Button>
      </div>
    </form>
  );
}
