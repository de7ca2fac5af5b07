// Every link and picture of a site that stays within it must lead somewhere, fragments included. Antora sees the pages that
// are missing, but no fragments. Usage: node check-links.mjs DIRECTORY
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const site = resolve(process.argv[2])
const pages = readdirSync(site, { recursive: true }).filter((it) => it.endsWith('.html')).map((it) => join(site, it))
const anchors = new Map(pages.map((page) => [page, new Set(all(page, /\sid="([^"]+)"/g))]))
let links = 0
const broken = []

for (const page of pages) {
  // A delimiter of a block that shares its line with text is taken for text.
  if (/[_*=-]{4} [^<]|<em>_/.test(text(page))) broken.push(`${relative(site, page)}: the delimiter of a block is shown as text`)
  for (const link of all(page, /\s(?:href|src)="([^"]*)"/g)) {
    if (/^[a-z]+:/.test(link)) continue
    links++
    const [path, fragment] = link.split('#').map(decodeURIComponent)
    let target = path ? resolve(dirname(page), path) : page
    if (existsSync(target) && statSync(target).isDirectory()) target = join(target, 'index.html')
    const found = fragment ? anchors.get(target)?.has(fragment) : existsSync(target)
    if (!found) broken.push(`${relative(site, page)}: ${link} leads nowhere`)
  }
}

broken.forEach((it) => console.error(it))
console.log(`${pages.length} pages, ${links} links within the site, ${broken.length} broken`)
process.exit(broken.length || !links ? 1 : 0)

// What is not code.
function text (page) {
  return readFileSync(page, 'utf8').replace(/<pre[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, '')
}

function all (page, pattern) {
  return [...readFileSync(page, 'utf8').matchAll(pattern)].map((it) => it[1].replaceAll('&amp;', '&'))
}
