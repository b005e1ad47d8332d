import { UserMinus } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { Button } from '#shared/ui/button.tsx';
import { Dialog } from '#shared/ui/dialog.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { Select } from '#shared/ui/select.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { quotedTitle } from './node-title.ts';
import type { TreeNode } from './tree-query.ts';
import { type MemberRole, useMembers } from './use-members.ts';

const roles: readonly MemberRole[] = ['reader', 'editor'];

/** Who else sees a project, and may they change it. */
export function MembersDialog({ node, onClose }: { node: TreeNode; onClose: () => void }) {
  const { t } = useTranslation();
  const members = useMembers(node.id);
  const failed = members.list.error ?? members.put.error ?? members.remove.error;
  const listed = members.list.data?.items ?? [];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('members.title', { title: quotedTitle(node) })}
      description={t('members.lead')}
      wide
    >
      <div className="space-y-4">
        {members.list.isPending ? <TextSkeleton label={t('app.loading')} lines={2} /> : null}
        {members.list.isSuccess && listed.length === 0 ? (
          <p className="text-ink-2 text-sm">{t('members.none')}</p>
        ) : null}
        <ul>
          {listed.map(({ user_id, username, role }) => (
            <li key={user_id} className="flex min-h-12 items-center gap-2">
              <span className="min-w-0 flex-1 truncate text-ink text-sm" title={username}>
                {username}
              </span>
              <RoleSelect
                label={t('members.roleOf', { name: username })}
                value={role}
                onChange={(next) => members.put.mutate({ username, role: next })}
              />
              <IconButton
                icon={UserMinus}
                label={t('members.remove', { name: username })}
                onClick={() => members.remove.mutate(user_id)}
              />
            </li>
          ))}
        </ul>
        {failed === null ? null : <Notice tone="danger">{describeError(failed, t)}</Notice>}
        <AddMember onAdd={members.put.mutateAsync} busy={members.put.isPending} />
      </div>
    </Dialog>
  );
}

interface AddMemberProps {
  onAdd: (member: { username: string; role: MemberRole }) => Promise<unknown>;
  busy: boolean;
}

function AddMember({ onAdd, busy }: AddMemberProps) {
  const { t } = useTranslation();
  const id = useId();
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<MemberRole>('reader');

  function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = username.trim();
    // A refusal is shown above the form, which keeps what was typed.
    if (trimmed !== '')
      onAdd({ username: trimmed, role }).then(
        () => setUsername(''),
        () => {},
      );
  }

  return (
    <form onSubmit={submit} className="flex flex-wrap gap-2 border-line border-t pt-4">
      <label htmlFor={id} className="sr-only">
        {t('members.username')}
      </label>
      <TextInput
        id={id}
        value={username}
        placeholder={t('members.username')}
        autoComplete="off"
        maxLength={80}
        className="min-w-44 flex-1"
        onChange={(event) => setUsername(event.target.value)}
      />
      <RoleSelect label={t('members.role')} value={role} onChange={setRole} />
      <Button type="submit" look="primary" disabled={busy || username.trim() === ''}>
        {t('members.add')}
      </Button>
    </form>
  );
}

interface RoleSelectProps {
  label: string;
  value: MemberRole;
  onChange: (role: MemberRole) => void;
}

function RoleSelect({ label, value, onChange }: RoleSelectProps) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as MemberRole)}
      className="w-36"
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(`members.${role}`)}
        </option>
      ))}
    </Select>
  );
}
