import { useState } from 'react'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useCommunityId } from '@/features/space/queries'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { MonthChoice } from './month-choice'
import { monthOf } from './months'
import { openSentences, type OpenRates } from './open-words'
import { useOpenFigures } from './queries'
import './case-figures.scss'

const Sentences = ({ rates }: { readonly rates: OpenRates }) => (
  <Surface padded>
    {openSentences(rates).map((sentence) => (
      <Box as="p" key={sentence} className="figure-sentence">
        {sentence}
      </Box>
    ))}
  </Surface>
)

/** 办得怎么样: what became of the opinions of a month, in plain counts. No person, grid or company is ranked. */
export function OpenFigures() {
  const communityId = useCommunityId()
  const [month, setMonth] = useState(() => monthOf(new Date()))
  const query = useOpenFigures(month)
  if (communityId === undefined) return <ChooseCommunity />
  return (
    <>
      <MonthChoice month={month} onChange={setMonth} />
      <QueryView query={query}>
        {({ groups, capped, ...total }) => (
          <>
            {capped && <Banner kind="wait">这个月的意见太多，只统计了先办结的一部分</Banner>}
            <SectionTitle title="全社区" />
            <Sentences rates={total} />
            {groups.map((group) => (
              <Box key={group.code}>
                <SectionTitle title={group.label} />
                <Sentences rates={group} />
              </Box>
            ))}
            <Box as="p" className="figure-note">
              不到 5 件的类别不单独列出，免得看出是谁提的。
            </Box>
          </>
        )}
      </QueryView>
      <Surface>
        <ListRow
          icon="council"
          title="看公开的意见和答复"
          detail="去掉了姓名和门牌"
          to="/packages/opinions/board"
        />
      </Surface>
    </>
  )
}
