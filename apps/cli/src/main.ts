#!/usr/bin/env node
import module from 'node:module';
import { readEnvironment } from './environment.ts';

const environment = readEnvironment(process.env);
// Compiled code is kept in the person's own cache: a command starts in half the time.
module.enableCompileCache?.(environment.cacheDir);
const { runCli } = await import('./cli.ts');
process.exitCode = await runCli(process.argv.slice(2), environment);
