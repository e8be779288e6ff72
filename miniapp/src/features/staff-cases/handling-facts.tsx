import { extensionText } from '@linli/shared/opinions/opinions.catalogue'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { InfoList } from '@/ui/info-list'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'

const extensionWords = { asked: '等审批', granted: '已同意', refused: '没有同意' } as const

const solvedWords = { yes: '解决了', partly: '解决了一部分', no: '没有解决' } as const

function callbackWords({ solved, score, text, by }: NonNullable<StaffOpinionView['callback']>): string {
  const said = solved === null ? '没有联系上' : `${solvedWords[solved]}，${score ?? 0} 分`
  return [`${by}：${said}`, text].filter(Boolean).join('。')
}

/** Who has the case and until when, what it waits for, what more time was asked for. */
export function HandlingFacts({ item }: { readonly item: StaffOpinionView }) {
  const { handling, hold, extension, limited, returnCount, mergedInto, mergedFrom, callback, category } = item
  const { barredCount } = item
  const facts = [
    ...(handling === null
      ? []
      : [
          {
            name: '主办',
            value: [handling.lead.label, handling.final && '街道裁定'].filter(Boolean).join('，'),
          },
          { name: '签收', value: handling.signing },
          ...handling.helpers.map(({ party, task, short, done }) => ({
            name: '协办',
            // What another one was asked to do is not for an organisation to read.
            value: [task === '' ? party.label : `${party.label}：${task}`, done && '已办完', short]
              .filter(Boolean)
              .join('，'),
          })),
          ...(handling.instruction === '' ? [] : [{ name: '要求', value: handling.instruction }]),
        ]),
    ...(hold === null ? [] : [{ name: hold.label, value: hold.note }]),
    ...(extension === null
      ? []
      : [
          {
            name: '延期',
            value: `${extension.by}申请 ${extensionText({ days: extension.days, unit: category.unit })}，${[extensionWords[extension.state], extension.reason].filter(Boolean).join('。')}`,
          },
        ]),
    ...(mergedInto === null ? [] : [{ name: '并入', value: mergedInto.number }]),
    ...(mergedFrom.length === 0
      ? []
      : [{ name: '一起办', value: mergedFrom.map(({ number }) => number).join('、') }]),
    ...(callback === null ? [] : [{ name: '回访', value: callbackWords(callback) }]),
    ...(barredCount === 0 ? [] : [{ name: '回避', value: `${barredCount} 个被提到的人或单位看不到这一件` }]),
    ...(returnCount === 0 ? [] : [{ name: '退回', value: `${returnCount} 次，期限照常计算` }]),
  ]
  if (facts.length === 0) return null
  return (
    <>
      {limited && <Banner kind="info">这里是社区核对过的内容。反映人的原话和照片留在社区</Banner>}
      <SectionTitle title="谁在办" />
      <Surface padded>
        <InfoList facts={facts} />
        {!limited && handling !== null && handling.copyText !== '' && (
          <Box as="p" className="case-copy">{`给单位看的内容：${handling.copyText}`}</Box>
        )}
      </Surface>
    </>
  )
}
