export default definePageConfig({
  navigationBarTitleText: '意见详情',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
