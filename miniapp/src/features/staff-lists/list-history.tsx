import { exportPurposeLabel, importKindLabel } from '@linli/shared/imports/imports.kinds'
import type { ExportItemView } from '@linli/shared/imports/exports.schema'
import type { ImportItemView } from '@linli/shared/imports/imports.schema'
import { momentText } from '@linli/shared/time'
import { groupedText } from '@/ui/count-text'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { formatLabel } from './list-files'
import { itemText, outcomeText, statusText, toneOf } from './list-words'
import { useExports, useImports } from './queries'
import { runUrl } from './use-start-import'

const byWhom = (startedBy: string, at: string): string =>
  [startedBy, momentText(new Date(at), new Date())].filter((part) => part !== '').join('，')

function ImportedRow({ item }: { readonly item: ImportItemView }) {
  return (
    <ListRow
      title={`${importKindLabel[item.kind]} · ${item.fileName}`}
      detail={outcomeText(item)}
      meta={
        <>
          <StatusPill tone={toneOf(item.status)}>{statusText(item.status)}</StatusPill>
          <Box as="span">{byWhom(item.startedBy, item.createdAt)}</Box>
        </>
      }
      to={runUrl(item.id)}
      label={`${itemText(item)}，${byWhom(item.startedBy, item.createdAt)}`}
    />
  )
}

function ExportedRow({ item }: { readonly item: ExportItemView }) {
  const { kind, format, masked, purpose, downloads, rows } = item
  const taken = downloads === 0 ? '还没有下载' : `下载 ${downloads} 次`
  return (
    <ListRow
      title={`${importKindLabel[kind]} ${formatLabel[format]}，${masked ? '打星号' : '完整'}`}
      detail={[
        `用途：${exportPurposeLabel[purpose]}`,
        taken,
        ...(rows === null ? [] : [`${groupedText(rows)} 行`]),
      ].join('，')}
      meta={<Box as="span">{byWhom(item.startedBy, item.createdAt)}</Box>}
    />
  )
}

/** What came in and what went out, newest first. */
export function ListHistory({ communityId }: { readonly communityId: string | undefined }) {
  const imports = useImports(communityId)
  const exports = useExports(communityId)
  return (
    <Box className="list-history">
      <Box>
        <SectionTitle title="导入记录" />
        <PagedList
          query={imports}
          empty={
            <Surface>
              <EmptyState icon="upload">还没有导入过。先下载模板，填好后在上面选择文件</EmptyState>
            </Surface>
          }
        >
          {(items) => (
            <Surface label="导入记录">
              {items.map((item) => (
                <ImportedRow key={item.id} item={item} />
              ))}
            </Surface>
          )}
        </PagedList>
      </Box>
      <Box>
        <SectionTitle title="导出记录" />
        <PagedList
          query={exports}
          empty={
            <Surface>
              <EmptyState icon="download">还没有导出过。每次导出的人、时间和用途都会记在这里</EmptyState>
            </Surface>
          }
        >
          {(items) => (
            <Surface label="导出记录">
              {items.map((item) => (
                <ExportedRow key={item.id} item={item} />
              ))}
            </Surface>
          )}
        </PagedList>
      </Box>
    </Box>
  )
}
