import type { BlockModel, DocumentModel } from '../model.ts';
import type { Checks } from './checks.ts';
import { bySeverity } from './evidence.ts';
import { type Ledger, ledgersOf } from './ledger.ts';
import { linesOf } from './lines.ts';
import { productFindings } from './products.ts';
import { crossReferences } from './references.ts';
import { selfReferences } from './self-references.ts';
import { sheetRegister } from './sheets.ts';
import { standardFindings } from './standards.ts';
import { summaryFindings } from './summaries.ts';
import { titledReferences } from './titled-references.ts';
import { totalFindings } from './total-findings.ts';
import { checkTotals } from './totals.ts';
import { findTwins } from './twins.ts';
import type { AuditReport, Finding } from './types.ts';
import { valueFindings } from './value-findings.ts';

/** The registers of a document and what contradicts itself in it. Takes no more than the document says; never throws. */
export function auditDocument(document: DocumentModel): AuditReport {
  const read = document.blocks.map((block) => ({ block, lines: linesOf(block) }));
  const { sheets, findings: ofSheets } = sheetRegister(document);
  const { references, findings: ofReferences } = crossReferences(document, sheets);
  const findings: Finding[] = [
    ...tableFindings(read.flatMap(({ block, lines }) => ledgersOf(block, lines))),
    ...read.flatMap(({ block, lines }) => [
      ...productFindings(block, lines),
      ...selfReferences(block, lines),
    ]),
    ...standardFindings(document),
    ...ofSheets,
    ...ofReferences,
    ...titledReferences(document, sheets),
  ];
  return {
    sheets,
    references,
    findings: findings.sort((one, other) => bySeverity(one.severity, other.severity)),
  };
}

/** The part of an audit that some blocks give by themselves: sums and repeated tables that disagree, the gravest first. */
export function auditTables(blocks: readonly BlockModel[]): Finding[] {
  const findings = tableFindings(blocks.flatMap((block) => ledgersOf(block, linesOf(block))));
  return findings.sort((one, other) => bySeverity(one.severity, other.severity));
}

function tableFindings(ledgers: readonly Ledger[]): Finding[] {
  const checks: Checks = new Map(ledgers.map((ledger) => [ledger, checkTotals(ledger)]));
  const twins = findTwins(ledgers);
  return [...totalFindings(checks, twins), ...valueFindings(checks, twins), ...summaryFindings(ledgers)];
}
