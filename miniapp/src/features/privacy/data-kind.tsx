import { dataKinds, legalGroundLabel, type DataKind } from '@linli/shared/privacy/privacy.kinds'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { InfoList } from '@/ui/info-list'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useDataOf } from './queries'
import './privacy.scss'

function Kind({ kind }: { readonly kind: DataKind }) {
  const query = useDataOf(kind)
  return (
    <QueryView query={query}>
      {({ kind: about, items, more }) => (
        <>
          <PageTitle below={about.holds}>{about.label}</PageTitle>
          <Surface padded>
            <InfoList
              facts={[
                { name: '用途', value: about.purpose },
                { name: '依据', value: `${legalGroundLabel[about.ground]}（${about.law}）` },
                { name: '保存多久', value: about.kept },
                { name: '谁能看到', value: about.seenBy },
                ...(about.sensitive ? [{ name: '敏感信息', value: '是，会更小心地处理' }] : []),
              ]}
            />
          </Surface>
          <SectionTitle title="内容" note={more ? '最近 50 条，全部在导出的文件里' : `${items.length} 条`} />
          {items.length === 0 ? (
            <Surface>
              <EmptyState>这一类现在没有内容</EmptyState>
            </Surface>
          ) : (
            items.map((item, index) => (
              // Entries have no name of their own, and their order does not change while they are shown.
              <Surface key={index} padded label={`第 ${index + 1} 条`}>
                <InfoList facts={item.facts} />
              </Surface>
            ))
          )}
          <Box as="p" className="privacy__foot">
            号码在这里打了星，完整的在导出的文件里
          </Box>
        </>
      )}
    </QueryView>
  )
}

/** One kind of what is kept: what for, how long, and its entries. */
export function DataKindPage({ kind }: { readonly kind: string | undefined }) {
  const known = dataKinds.find((one) => one === kind)
  if (known === undefined) {
    return (
      <Surface>
        <EmptyState act="看我的数据" to="/packages/account/my-data">
          没有这一类信息
        </EmptyState>
      </Surface>
    )
  }
  return <Kind kind={known} />
}
