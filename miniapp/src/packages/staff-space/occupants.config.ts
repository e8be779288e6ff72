export default definePageConfig({
  navigationBarTitleText: '房屋',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
