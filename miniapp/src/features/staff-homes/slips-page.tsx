import type { InvitedRelation } from '@linli/shared/homes/homes.kinds'
import type { SheetView, SlipsView } from '@linli/shared/homes/homes.schema'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { invitedChoices } from '@/features/homes/words'
import { DoorsPicker, type PickedPlace } from '@/features/space/tree-picker'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { sentenceOf } from '@/platform/error-words'
import { printPage } from '@/platform/print-page'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { QrCode } from '@/ui/qr-code'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useSlips } from './queries'
import './staff-homes.scss'

/** What is cut out and handed in at a door. */
function Slip({ slip }: { readonly slip: SheetView }) {
  const { roomLabel, relation, communityName, qr, inviteCode, expiresAt } = slip
  return (
    <Box as="li" className="door-slip">
      <Box as="p" className="door-slip__place">
        {roomLabel}
      </Box>
      <QrCode size={qr.size} path={qr.path} label={`绑定${roomLabel}的二维码`} />
      <Box as="p" className="door-slip__code" label={`邀请码 ${[...inviteCode].join(' ')}`}>
        {inviteCode}
      </Box>
      <Box as="p" className="door-slip__note">
        {`${communityName}邀请${relationLabel[relation]}。扫码，或在“绑定房屋”里输入邀请码。到 ${dayText(dayOf(new Date(expiresAt)), '')} 有效，只能用一次`}
      </Box>
    </Box>
  )
}

function madeText(made: number, all: number): string {
  if (made === all) return '都是新生成的'
  return made === 0 ? '都还没有用过，再印一次' : `新生成 ${made} 张，其余还没有用过，再印一次`
}

function Slips({ slips }: { readonly slips: SlipsView }) {
  const { items, made, full } = slips
  return (
    <>
      <SectionTitle title={`${items.length} 张，一处房屋一张`} note={madeText(made, items.length)} />
      {full.length > 0 && (
        <Banner kind="info">{`${full.join('、')}没用完的邀请码太多，这次没有生成，请先收回几个`}</Banner>
      )}
      <Box className="door-slips__act">
        {printPage === undefined ? (
          <Box className="staff-homes__note">要印在纸上，请在电脑上打开网页版的这一页</Box>
        ) : (
          <Button id="print-slips" icon="document" narrow onTap={printPage}>
            打印
          </Button>
        )}
      </Box>
      <Box as="ul" className="door-slips">
        {items.map((slip) => (
          <Slip key={slip.id} slip={slip} />
        ))}
      </Box>
    </>
  )
}

/** 打印邀请码: the codes of a building on paper, for the doors of people nobody has a phone number of. */
export function SlipsPage() {
  const [place, setPlace] = useState<PickedPlace>()
  const [relation, setRelation] = useState<InvitedRelation>('family')
  const slips = useSlips()
  // Codes of another place or for others are not those that were asked for.
  const change = (apply: () => void) => {
    slips.reset()
    apply()
  }
  return (
    <StaffConsole
      title="打印邀请码"
      note="一栋楼、一个单元一次生成，上门时一户给一张"
      inside
      current="bindings"
      backTo="/packages/staff-space/bindings"
    >
      <Box className="door-slips__form">
        <SectionTitle title="哪一栋楼，或哪一个单元" />
        <Surface padded>
          <DoorsPicker label={place?.label ?? ''} onPick={(next) => change(() => setPlace(next))} />
        </Surface>
        <SectionTitle title="邀请的人是谁" />
        <Surface padded>
          <OptionGroup
            id="slips-relation"
            label="邀请的人是谁"
            options={invitedChoices}
            chosen={[relation]}
            onChange={([value]) =>
              change(() =>
                setRelation(invitedChoices.find((choice) => choice.value === value)?.value ?? relation),
              )
            }
          />
          {slips.error && <Banner kind="alert">{sentenceOf(slips.error)}</Banner>}
          <Button
            id="make-slips"
            disabled={place === undefined || slips.data !== undefined}
            busy={slips.isPending && '正在生成'}
            onTap={() => place !== undefined && slips.mutate({ placeId: place.id, relation })}
          >
            生成邀请码
          </Button>
          <Box className="staff-homes__note">
            业主不用邀请码：用登记的手机号登录，按姓名就能绑定。车库、车位和还没交付的房屋不生成
          </Box>
        </Surface>
      </Box>
      {slips.data !== undefined && <Slips slips={slips.data} />}
    </StaffConsole>
  )
}
