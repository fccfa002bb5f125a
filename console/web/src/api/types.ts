/** Names by which the console speaks of the contract's types. A rename in the contract ends here. */
import type { components, operations } from './schema'

type Schemas = components['schemas']

export type Agent = Schemas['Agent']
export type Session = Schemas['Session']
export type Problem = Schemas['Problem']
export type FieldProblem = Schemas['FieldProblem']
export type ConversationSummary = Schemas['ConversationSummary']
export type ConversationPage = Schemas['ConversationPage']
export type ConversationCounts = Schemas['ConversationCounts']
export type ConversationDetail = Schemas['ConversationDetail']
export type ConversationTab = NonNullable<
  NonNullable<operations['listConversations']['parameters']['query']>['state']
>
export type Message = Schemas['Message']
export type MessagePage = Schemas['MessagePage']
export type MessageContent = Schemas['MessageContent']
export type Media = Schemas['Media']
export type MediaLimit = Schemas['MediaLimit']
export type NewContent = Schemas['NewContent']
export type Delivery = Schemas['Delivery']
export type ReplyLimits = Schemas['ReplyLimits']
export type MessageStats = Schemas['MessageStats']
export type HourlyCount = Schemas['HourlyCount']
export type BotGreeting = Schemas['BotGreeting']
export type ChannelTypeView = Schemas['ChannelTypeView']
export type ChannelField = Schemas['ChannelField']
export type ChannelAccount = Schemas['ChannelAccountView']
export type ChannelAccountWrite = Schemas['ChannelAccountWrite']
