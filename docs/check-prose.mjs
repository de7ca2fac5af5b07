// Words that hide the actor of a sentence or point too far back, in pages, other documents and Java sources. A phrase may be
// broken by the end of a line of a comment. Usage: node check-prose.mjs DIRECTORY, the root of the repository
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(process.argv[2])
const forbidden = ['nobody', 'somebody', 'whoever', 'tell of', 'tells of', 'told of', 'be it', 'all the same', 'he', 'his']
// In quotes 'nobody' is an account of the operating system.
const pattern = new RegExp(`(?<!['"])\\b(${forbidden.join('|').replaceAll(' ', '[\\s*/"+]+')})\\b(?!['"])`, 'gi')
const paths = ['docs/modules/ROOT/pages/*.adoc', 'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md',
  ...['runtime', 'deployment', 'cluster'].map((it) => `${it}/src/main/**/*.java`)].map((it) => `:(glob)${it}`)
const git = ['-C', root, 'ls-files', '--cached', '--others', '--exclude-standard', ...paths]
const files = execFileSync('git', git, { encoding: 'utf8' }).split('\n').filter((it) => it && existsSync(join(root, it)))

const found = files.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(pattern)].map((it) =>
    `${file}:${text.slice(0, it.index).split('\n').length}: '${it[0].replace(/[\s*/"+]+/g, ' ')}'`)
})
found.forEach((it) => console.error(it))
console.log(`${files.length} files, ${found.length} forbidden words`)
process.exit(found.length || !files.length ? 1 : 0)
