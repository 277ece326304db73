/** What stands beside the packs in a repository of theirs. */

/** Checks every pull request, with each problem at its line. @param folder what the repository is checked out as: a pack by its id. */
export const buildAction = (folder: string): string => `name: packs
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          path: ${folder}
          persist-credentials: false
      - uses: actions/checkout@v4
        with:
          # Nabi itself, of which only the checker runs. Put the address of the Nabi your bot runs here.
          repository: \${{ vars.NABI_REPOSITORY }}
          path: nabi
          persist-credentials: false
      - run: npm ci --ignore-scripts --omit=dev
        working-directory: nabi
      - run: ./nabi/bin/nabi pack check ${folder} --format github
`;

interface ListedTitle {
  readonly id: string;
  readonly name: string;
  readonly year: number;
}

/** The README.md of a repository of packs, in Markdown. */
export function buildReadme(packs: readonly ListedTitle[]): string {
  const rows = packs.map(({ id, name, year }) => `| ${name} (${year}) | \`${id}\` |`);
  return `# Packs for Nabi

| title | id |
| --- | --- |
${rows.join('\n')}

Whoever runs Nabi takes them over with

\`\`\`sh
nabi pack add https://<where this stands>.git          # shows what would come
nabi pack add https://<where this stands>.git --yes
nabi pack update                                       # later: shows what has changed
\`\`\`

A pack is data alone: YAML with facts and their sources, Markdown, at most a plain SVG. Every fact names a source; lines are quoted
only as far as a source prints them. Tell us about a mistake by an issue or a pull request: the check says within a minute whether it fits.

Write here under which licence the texts of your own stand.
`;
}
