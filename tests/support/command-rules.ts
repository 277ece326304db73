/** What Discord refuses of commands with 50035 "Invalid Form Body", written from its documentation ("Application Commands"). */
import { type Json, lengthOf, listObjects } from '../../src/playground/discord-rules.ts';

const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;

/** Problems of a bulk overwrite of commands. */
export function findCommandProblems(body: unknown): string[] {
  if (!Array.isArray(body)) return ['the body is not a list'];
  const commands = listObjects(body);
  const problems: string[] = [];
  const slash = commands.filter((command) => (command.type ?? 1) === 1);
  if (slash.length > 100) problems.push('more than 100 slash commands');
  const names = commands.map((command) => `${String(command.type ?? 1)} ${String(command.name)}`);
  if (new Set(names).size !== names.length) problems.push('two commands have the same name');
  for (const command of slash) problems.push(...findNodeProblems(command, `/${String(command.name)}`));
  return problems;
}

function findNodeProblems(node: Json, path: string): string[] {
  const problems: string[] = [];
  const name = typeof node.name === 'string' ? node.name : '';
  if (!COMMAND_NAME.test(name) || name !== name.toLowerCase()) problems.push(`${path}: "${name}" is no valid name`);
  if (lengthOf(node.description) < 1 || lengthOf(node.description) > 100)
    problems.push(`${path}: the description must have 1 to 100 characters`);
  const options = listObjects(node.options);
  if (options.length > 25) problems.push(`${path}: more than 25 options`);
  if (new Set(options.map((option) => option.name)).size !== options.length) problems.push(`${path}: two options have the same name`);
  const isGroup = (option: Json): boolean => option.type === SUBCOMMAND || option.type === SUBCOMMAND_GROUP;
  if (options.some(isGroup) && !options.every(isGroup)) problems.push(`${path}: subcommands and options are mixed`);
  const firstOptional = options.findIndex((option) => option.required !== true);
  if (firstOptional >= 0 && options.slice(firstOptional).some((option) => option.required === true)) {
    problems.push(`${path}: a required option follows an optional one`);
  }
  const choices = listObjects(node.choices);
  if (choices.length > 25) problems.push(`${path}: more than 25 choices`);
  if (choices.length > 0 && node.autocomplete === true) problems.push(`${path}: choices and autocomplete exclude each other`);
  if (choices.some((choice) => lengthOf(choice.name) < 1 || lengthOf(choice.name) > 100 || lengthOf(choice.value) > 100)) {
    problems.push(`${path}: a choice is empty or has more than 100 characters`);
  }
  return [...problems, ...options.flatMap((option) => findNodeProblems(option, `${path} ${String(option.name)}`))];
}
