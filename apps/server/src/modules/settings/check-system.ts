import type { ModelRef } from '@aizoomdoc/contracts';
import ipaddr from 'ipaddr.js';
import type { z } from 'zod';
import { Problem } from '#platform/http/problem.ts';
import type { SystemSections } from './system-defaults.ts';

interface Mistake {
  path: string;
  message: string;
}

type Ref = z.output<typeof ModelRef>;

export const resolutions = ['low', 'medium', 'high'] as const;

const isSameModel = (a: Ref, b: Ref): boolean => a.provider === b.provider && a.model === b.model;

const nameOf = ({ provider, model }: Ref): string => `${provider}/${model}`;

/** What the schema cannot say: settings that contradict each other. @throws 422 with all of them */
export function checkSystem(settings: SystemSections): void {
  const mistakes = [
    ...modelMistakes(settings),
    ...endpointMistakes(settings.compatible.base_url),
    ...generationMistakes(settings.generation),
  ];
  refuse(mistakes);
}

/** @throws 422 when there are mistakes */
export function refuse(mistakes: readonly Mistake[]): void {
  const [first] = mistakes;
  if (first === undefined) return;
  throw new Problem(422, 'validation_failed', `Проверьте настройки: ${first.path} — ${first.message}`, {
    details: mistakes.map(({ path, message }) => ({ path, code: 'custom', message })),
  });
}

function modelMistakes({ models, compatible }: SystemSections): Mistake[] {
  const { allowed, ...named } = models;
  const mistakes: Mistake[] = [];
  for (const [at, model] of allowed.entries()) {
    if (allowed.findIndex((other) => isSameModel(model, other)) < at)
      mistakes.push({
        path: `body.models.allowed.${at}`,
        message: `модель ${nameOf(model)} названа дважды: оставьте одну`,
      });
  }
  for (const [name, model] of Object.entries(named)) {
    if (!allowed.some((other) => isSameModel(model, other)))
      mistakes.push({
        path: `body.models.${name}`,
        message: `модели ${nameOf(model)} нет среди разрешённых: добавьте её в allowed или выберите другую`,
      });
    else if (model.provider === 'compatible' && compatible.base_url === null)
      mistakes.push({
        path: 'body.compatible.base_url',
        message: `для модели ${nameOf(model)} нужен адрес своего сервера моделей`,
      });
  }
  return mistakes;
}

function generationMistakes({ bounds, ...defaults }: SystemSections['generation']): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const name of ['temperature', 'top_p', 'thinking_budget'] as const) {
    const { min, max } = bounds[name];
    const value = defaults[name];
    if (min > max)
      mistakes.push({
        path: `body.generation.bounds.${name}`,
        message: `нижняя граница (${min}) больше верхней (${max})`,
      });
    else if (value !== null && (value < min || value > max))
      mistakes.push({
        path: `body.generation.${name}`,
        message: `значение по умолчанию (${value}) вне границ от ${min} до ${max}`,
      });
  }
  const most = bounds.media_resolution.max;
  if (resolutions.indexOf(defaults.media_resolution) > resolutions.indexOf(most))
    mistakes.push({
      path: 'body.generation.media_resolution',
      message: `значение по умолчанию (${defaults.media_resolution}) выше границы (${most})`,
    });
  return mistakes;
}

function endpointMistakes(address: string | null): Mistake[] {
  if (address === null) return [];
  const mistake = (message: string): Mistake[] => [{ path: 'body.compatible.base_url', message }];
  const url = new URL(address);
  if (url.username !== '' || url.password !== '')
    return mistake('имени и пароля в адресе быть не должно: ключ задаётся отдельно');
  if (url.search !== '' || url.hash !== '')
    return mistake('после пути ничего быть не должно: уберите знаки ? и # и то, что за ними');
  if (isOfCloud(url.hostname))
    return mistake(
      'по этому адресу облако хранит свои ключи, моделей там нет: укажите адрес сервера моделей',
    );
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname))
    return mistake(
      'http разрешён только для своей сети (127.0.0.1, 192.168.…, имя без точек): укажите адрес https',
    );
  return [];
}

/** Names that public DNS cannot give: of this machine, of a container network, of a local network. */
const privateName = /^[^.]+$|\.(localhost|local|internal|lan|home\.arpa)$/;
const privateRanges = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

/** Where clouds tell machines their secrets. */
function isOfCloud(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() === 'linkLocal' || host === 'fd00:ec2::254';
  return /(?:^|\.)metadata\.google\.internal\.?$/.test(host);
}

/** @param hostname as `URL` writes it: IPv6 in brackets */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host)) return privateRanges.has(ipaddr.process(host).range());
  return privateName.test(host);
}
