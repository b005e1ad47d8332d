import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { formatDate } from '#shared/lib/format.ts';
import { Button } from '#shared/ui/button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { Segmented } from '#shared/ui/segmented.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { showToast } from '#shared/ui/toasts.tsx';
import {
  type PromptName,
  promptDiffQuery,
  promptVersionsQuery,
  type SystemPrompt,
  useActivatePrompt,
  useCreatePrompt,
} from './admin-queries.ts';
import { DiffLines } from './diff-lines.tsx';
import { PromptField } from './prompt-field.tsx';
import { VersionList } from './version-list.tsx';

const names = ['llm_system', 'json_annotation', 'html_ocr', 'flash_extractor'] as const;

/** The four system prompts, each with its versions. */
export function PromptsPanel() {
  const { t } = useTranslation('admin');
  const [name, setName] = useState<PromptName>('llm_system');
  return (
    <>
      <Segmented<PromptName>
        label={t('tabs.prompts')}
        value={name}
        options={names.map((value) => ({ value, label: t(`prompts.names.${value}`) }))}
        onChange={setName}
      />
      <p className="max-w-2xl text-ink-2 text-sm">{t(`prompts.hints.${name}`)}</p>
      <Prompt key={name} name={name} />
    </>
  );
}

function Prompt({ name }: { name: PromptName }) {
  const { t } = useTranslation('admin');
  const { t: tCommon } = useTranslation();
  const versions = useQuery(promptVersionsQuery(name));
  if (versions.isPending) return <TextSkeleton label={tCommon('app.loading')} lines={10} />;
  if (versions.isError) return <Notice tone="danger">{describeError(versions.error, tCommon)}</Notice>;
  const active = versions.data.find(({ is_active }) => is_active);
  if (active === undefined) return <Notice tone="danger">{t('prompts.noActive')}</Notice>;
  return (
    <>
      <PromptForm key={active.id} active={active} />
      <Versions versions={versions.data} active={active} />
    </>
  );
}

function PromptForm({ active }: { active: SystemPrompt }) {
  const { t } = useTranslation('admin');
  const [content, setContent] = useState(active.content);
  const [note, setNote] = useState('');
  const create = useCreatePrompt();
  const noteId = useId();
  const changed = content.trim() !== '' && content !== active.content;
  const save = (isActive: boolean) =>
    create.mutate(
      { name: active.name, content, description: note.trim() || null, is_active: isActive },
      {
        onSuccess: ({ version }) => {
          setNote('');
          if (!isActive) setContent(active.content);
          showToast(t(isActive ? 'prompts.activated' : 'prompts.drafted', { version }));
        },
      },
    );
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) save(true);
      }}
    >
      <PromptField
        label={t('prompts.text', { version: active.version })}
        value={content}
        onChange={setContent}
      />
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-56 flex-1">
          <label htmlFor={noteId} className="mb-1.5 block font-medium text-ink text-sm">
            {t('note')}
          </label>
          <TextInput
            id={noteId}
            value={note}
            maxLength={500}
            onChange={({ target }) => setNote(target.value)}
          />
        </div>
        <Button disabled={!changed || create.isPending} onClick={() => save(false)}>
          {t('prompts.saveDraft')}
        </Button>
        <Button type="submit" look="primary" disabled={!changed || create.isPending}>
          {t('prompts.saveActive')}
        </Button>
      </div>
    </form>
  );
}

function Versions({ versions, active }: { versions: readonly SystemPrompt[]; active: SystemPrompt }) {
  const { t, i18n } = useTranslation('admin');
  const activate = useActivatePrompt();
  const [compared, setCompared] = useState<string | null>(null);
  return (
    <VersionList
      versions={versions.map(({ id, version, is_active, description, author, created_at }) => ({
        key: id,
        version,
        isActive: is_active,
        note: description,
        by: `${author ?? t('author')} · ${formatDate(created_at, i18n.language)}`,
      }))}
      busy={activate.isPending}
      compared={compared}
      onCompare={setCompared}
      onActivate={(id) =>
        activate.mutate(id, { onSuccess: ({ version }) => showToast(t('prompts.activated', { version })) })
      }
      renderDiff={(id) => <PromptChanges promptId={active.id} against={id} />}
    />
  );
}

/** From another version to the active one. */
function PromptChanges({ promptId, against }: { promptId: string; against: string }) {
  const diff = useQuery(promptDiffQuery(promptId, against));
  return <DiffLines diff={diff.data} error={diff.error} />;
}
