import { Schema } from 'mongoose'

/** How a guide keeps what it asks, and a booking what it was asked under that guide. */
export const questionSchema = new Schema(
  {
    id: { type: String, required: true },
    kind: { type: String, required: true },
    label: { type: String, required: true },
    required: { type: Boolean, required: true },
    options: { type: [String], default: [] },
  },
  { _id: false, strict: 'throw' },
)
