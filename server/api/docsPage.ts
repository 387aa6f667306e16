import type { OpenAPIHono } from '@hono/zod-openapi'
import { html, raw } from 'hono/html'
import { RIGHTS, type Right } from '../contract/roles.ts'

type Html = ReturnType<typeof html>
export type Description = ReturnType<OpenAPIHono['getOpenAPI31Document']>
type PathItem = NonNullable<Description['paths']>[string]
type OperationObject = NonNullable<PathItem['get']>
type ParameterObject = Extract<NonNullable<OperationObject['parameters']>[number], { name: string }>
interface ResponseObject {
  description: string
  content?: Record<string, { schema?: Shape }>
}
type Shape = NonNullable<NonNullable<Description['components']>['schemas']>[string]
type SchemaObject = Exclude<Shape, { $ref: string }>

interface Endpoint {
  method: string
  path: string
  operation: OperationObject
}

/** The description of the API as one page of plain HTML: contents, endpoints with parameters and answers, types. */
export function docsPage(doc: Description): Html {
  const endpoints = endpointsOf(doc)
  const tags = [...new Set(endpoints.map(({ operation }) => operation.tags?.[0] ?? ''))]
  const types = Object.entries(doc.components?.schemas ?? {})
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${doc.info.title} API</title>
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<a class="skip" href="#main">跳到正文 Skip to content</a>
<header><h1>${doc.info.title} API <small>${doc.info.version}</small></h1>
<p>${doc.info.description ?? ''}</p>
<p><a href="/api/openapi.json">openapi.json</a></p></header>
<nav aria-label="目录 Contents">${tags.map((tag) => contents(tag, endpoints))}<h2><a href="#types">数据类型 Types</a></h2></nav>
<main id="main">
${endpoints.map(endpointSection)}
<section aria-labelledby="types"><h2 id="types">数据类型 Types</h2>
${types.map(([name, schema]) => typeSection(name, schema))}</section>
</main>
</body>
</html>`
}

function endpointsOf(doc: Description): Endpoint[] {
  return Object.entries(doc.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method]
      return operation ? [{ method: method.toUpperCase(), path, operation }] : []
    }),
  )
}

const anchor = ({ method, path }: Endpoint) => `${method.toLowerCase()}-${path.replace(/[^a-z]+/gi, '-')}`

function contents(tag: string, endpoints: Endpoint[]): Html {
  const own = endpoints.filter(({ operation }) => (operation.tags?.[0] ?? '') === tag)
  return html`<h2>${tag}</h2><ul>${own.map(
    (one) => html`<li><a href="#${anchor(one)}"><b>${one.method}</b> ${one.path}</a></li>`,
  )}</ul>`
}

function rightsOf(operation: OperationObject): string {
  if (operation.security?.length === 0) return '无需登录 none'
  const { 'x-rights': rights = [] } = operation as { 'x-rights'?: readonly Right[] }
  if (rights.length === 0) return '登录即可 to be signed in'
  return rights.map((code) => `${RIGHTS.row(code).label.zh} ${RIGHTS.row(code).label.en} (${code})`).join(' / ')
}

function endpointSection(one: Endpoint): Html {
  const { operation } = one
  const parameters = (operation.parameters ?? []).filter((parameter): parameter is ParameterObject => 'name' in parameter)
  const responses = Object.entries((operation.responses ?? {}) as Record<string, ResponseObject>)
  return html`<section aria-labelledby="${anchor(one)}">
<h3 id="${anchor(one)}"><b class="${one.method.toLowerCase()}">${one.method}</b> <code>${one.path}</code></h3>
<p><strong>${operation.summary ?? ''}</strong></p>
<p>${operation.description ?? ''}</p>
<p>权限 Right: ${rightsOf(operation)}</p>
${parameters.length > 0 ? parameterTable(parameters) : ''}
${bodyOf(operation)}
<h4>返回 Answers</h4>
<ul>${responses.map(([status, response]) => html`<li><code>${status}</code> ${response.description} ${answerType(response)}</li>`)}</ul>
</section>`
}

function parameterTable(parameters: ParameterObject[]): Html {
  return html`<div class="wide" tabindex="0" role="group" aria-label="参数 Parameters"><table>
<thead><tr><th scope="col">参数 Parameter</th><th scope="col">位置 In</th><th scope="col">类型 Type</th><th scope="col">说明 Description</th></tr></thead>
<tbody>${parameters.map((one) => {
    const schema = one.schema as SchemaObject
    const words = one.description ?? schema.description ?? ''
    const example = one.example ?? schema.example
    return html`<tr><th scope="row"><code>${one.name}</code>${one.required ? raw(' <small>必填 required</small>') : ''}</th>
<td>${one.in}</td><td>${typeName(schema)}</td><td>${words}${example === undefined ? '' : html` <small>例 e.g. <code>${String(example)}</code></small>`}</td></tr>`
  })}</tbody></table></div>`
}

function bodyOf(operation: OperationObject): Html | string {
  const body = operation.requestBody
  if (!body || '$ref' in body) return ''
  const kinds = Object.entries(body.content)
  return html`<h4>请求体 Body</h4>${kinds.map(
    ([type, { schema }]) => html`<p><code>${type}</code> ${schema && '$ref' in schema ? typeName(schema) : ''}</p>
${schema && 'properties' in schema ? fields(schema) : ''}`,
  )}`
}

function answerType(response: ResponseObject): Html | string {
  const schema = Object.values(response.content ?? {})[0]?.schema
  return schema ? typeName(schema) : ''
}

function typeSection(name: string, schema: Shape): Html {
  return html`<section aria-labelledby="type-${name}"><h3 id="type-${name}"><code>${name}</code></h3>
<p>${'description' in schema ? (schema.description ?? '') : ''}</p>${fields(schema)}</section>`
}

/** Own fields of an object type, and those of the types it is made of. */
function fields(schema: Shape): Html | string {
  const parts = '$ref' in schema ? [] : (schema.allOf ?? [schema])
  const bases = parts.filter((part) => '$ref' in part)
  const own = parts.flatMap((part) => ('$ref' in part ? [] : Object.entries(part.properties ?? {})))
  const required = new Set(parts.flatMap((part) => ('$ref' in part ? [] : (part.required ?? []))))
  if (own.length === 0 && bases.length === 0) return html`<p>${typeName(schema)}</p>`
  return html`${bases.length > 0 ? html`<p>包含 All of ${bases.map(typeName)}, 另有 and:</p>` : ''}<dl>${own.map(
    ([name, field]) => html`<dt><code>${name}${required.has(name) ? '' : '?'}</code> ${typeName(field)}</dt>
<dd>${'description' in field ? (field.description ?? '') : ''}</dd>`,
  )}</dl>`
}

/** A short name of a type, with a link where it has a section of its own. */
function typeName(schema: Shape): Html {
  if ('$ref' in schema) {
    const name = String(schema.$ref).split('/').pop() ?? ''
    return html`<a href="#type-${name}">${name}</a>`
  }
  if (schema.allOf?.[0]) return typeName(schema.allOf[0])
  const options = schema.anyOf ?? schema.oneOf
  if (options) return html`${options.map((one, at) => html`${at > 0 ? ' | ' : ''}${typeName(one)}`)}`
  if (schema.enum) return html`<code>${schema.enum.map(String).join(' | ')}</code>`
  if (schema.type === 'array') {
    const items = schema.items ?? schema.prefixItems?.[0]
    return html`${items ? typeName(items as Shape) : ''}[]`
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? '')
  return html`<code>${type}</code>`
}

export const DOCS_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5dbe5, #34425a); --quiet: light-dark(#4a5568, #b3bfd1);
  --link: light-dark(#0b4fae, #8ab8ff); --back: light-dark(#fff, #101a2b); --text: light-dark(#16202f, #e8edf5) }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; color: var(--text); background: var(--back);
  font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  display: grid; grid-template-columns: minmax(14rem, 22rem) minmax(0, 1fr); gap: 0 2.5rem }
header { grid-column: 1 / -1; border-bottom: 1px solid var(--line) }
h1, h2, h3, h4 { line-height: 1.3 } small, dd, td:last-child { color: var(--quiet) }
h1 small { font-weight: 400 } h4 { margin-bottom: .25rem }
a { color: var(--link) } a:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; inset-inline-start: -999rem } .skip:focus { inset-inline-start: 1rem }
nav { font-size: .875rem } nav h2 { font-size: 1rem; margin: 1.25rem 0 .25rem } nav ul { list-style: none; margin: 0; padding: 0 }
nav li { overflow-wrap: anywhere } section section, main > section { border-bottom: 1px solid var(--line); padding-block: .5rem 1rem }
code { font-family: ui-monospace, Consolas, monospace; overflow-wrap: anywhere } h3 b { font-size: .8em; padding: .1em .5em; border: 1px solid; border-radius: .3em }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line) }
th small { display: block; font-weight: 400 } dt { margin-top: .4rem } dd { margin: 0 0 0 1.5rem }
@media (max-width: 52rem) { body { display: block } }
`
