import Taro from '@tarojs/taro'
import type { CalendarEntry } from './phone-calendar.types'

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)
const HOURS_BEFORE = 2

/** Puts an appointment into the phone's calendar, with a reminder two hours before; false when the person does not want to. */
export const addToCalendar: ((entry: CalendarEntry) => Promise<boolean>) | undefined = async (entry) => {
  try {
    await Taro.addPhoneCalendar({
      title: entry.title,
      startTime: seconds(entry.startsAt),
      endTime: String(seconds(entry.endsAt)),
      location: entry.place,
      description: entry.note,
      alarm: true,
      alarmOffset: HOURS_BEFORE * 3600,
    })
    return true
  } catch {
    return false
  }
}
