// Links that only GitHub follows: of Markdown files to files, headings and anchors of pages, and of pages to other files.
// Usage: node check-sources.mjs DIRECTORY, the root of the repository
import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = resolve(process.argv[2])
const git = ['-C', root, 'ls-files', '--cached', '--others', '--exclude-standard', '*.md', '*.adoc']
const sources = execFileSync('git', git, { encoding: 'utf8' }).split('\n').filter(Boolean).map((it) => join(root, it))
  .filter((it) => existsSync(it) && !lstatSync(it).isSymbolicLink())
let links = 0
const broken = []

for (const source of sources) {
  for (const link of all(text(source), source.endsWith('.md') ? /\]\(([^)\s]+)\)/g : /link:(\.[^[\s]+)\[/g)) {
    if (/^[a-z]+:/.test(link)) continue
    links++
    const [path, fragment] = link.split('#')
    const target = path ? resolve(dirname(source), path) : source
    const found = existsSync(target) && (!fragment || anchors(target).includes(fragment))
    if (!found) broken.push(`${relative(root, source)}: ${link} leads nowhere`)
  }
}

broken.forEach((it) => console.error(it))
console.log(`${sources.length} sources, ${links} links to files, ${broken.length} broken`)
process.exit(broken.length || !links ? 1 : 0)

function anchors (file) {
  if (file.endsWith('.adoc')) return all(text(file), /^\[#([^\],]+)/gm)
  return all(text(file), /^#+ (.*)$/gm).map((it) => it.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'))
}

// Without what stands in fences: code is no link.
function text (file) {
  return readFileSync(file, 'utf8').replace(/^```[^]*?^```/gm, '')
}

function all (text, pattern) {
  return [...text.matchAll(pattern)].map((it) => it[1])
}
