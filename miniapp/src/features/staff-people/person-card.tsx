import type { PersonCardView } from '@linli/shared/people/person-card.schema'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { InfoList } from '@/ui/info-list'
import { Surface } from '@/ui/surface'
import { HomesPart } from './homes-part'
import { KinPart } from './kin-part'
import { MaskedValue } from './masked-value'
import { ageText } from './person-row'
import { RecordPart } from './record-part'
import { TagsPart } from './tags-part'

const accountText = ({ bound, consented }: PersonCardView['account']): string => {
  if (!bound) return '没有注册，只能上门或打电话'
  return consented ? '已注册，已同意隐私说明' : '已注册，还没有同意隐私说明'
}

function identityText({ identity }: PersonCardView): string {
  if (identity === null) return '还没有核对过证件'
  const number = identity.maskedNumber ?? ''
  return `${identity.kindLabel} ${number}${identity.confirmed ? '，已核对' : '，还没有核对原件'}`
}

/** Who somebody is and everything that hangs on the record. */
export function PersonCard({ card }: { readonly card: PersonCardView }) {
  const { id, abilities, counts } = card
  const can = (field: (typeof abilities.unmask)[number]) => abilities.unmask.includes(field)
  return (
    <>
      {card.needsGuardian && card.guardians.length === 0 && (
        <Banner kind="wait">不满 14 岁，还没有登记监护人。开通账号前要有监护人同意</Banner>
      )}
      <Surface padded>
        <InfoList
          facts={[
            {
              name: '姓名',
              value: (
                <MaskedValue personId={id} field="name" masked={card.maskedName} canUnmask={can('name')} />
              ),
            },
            {
              name: '手机',
              value: (
                <MaskedValue
                  personId={id}
                  field="phone"
                  masked={card.maskedPhone ?? '没有登记'}
                  canUnmask={can('phone') && card.maskedPhone !== null}
                />
              ),
            },
            {
              name: '年龄',
              value: (
                <MaskedValue
                  personId={id}
                  field="birth_date"
                  masked={ageText(card.age)}
                  canUnmask={can('birth_date') && card.age !== null}
                />
              ),
            },
            {
              name: '证件',
              value: (
                <MaskedValue
                  personId={id}
                  field="id_number"
                  masked={identityText(card)}
                  canUnmask={can('id_number') && card.identity?.maskedNumber != null}
                />
              ),
            },
            { name: '账号', value: accountText(card.account) },
            ...(counts === null
              ? []
              : [
                  {
                    name: '往来',
                    value: `提过 ${counts.opinions} 件意见，读过 ${counts.notices} 条通知（只计数，不看内容）`,
                  },
                ]),
          ]}
        />
      </Surface>
      <HomesPart card={card} />
      <TagsPart card={card} />
      <KinPart card={card} />
      <RecordPart card={card} />
      <Box className="person-foot">查看和修改都会记入操作记录</Box>
    </>
  )
}
