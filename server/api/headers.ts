import { secureHeaders } from 'hono/secure-headers'

const self = ["'self'"]
const none = ["'none'"]

/** Everything from this server and nothing inline. `https`: a gateway with a certificate stands in front, and always will. */
export const headers = (https: boolean) => secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: none,
    scriptSrc: self,
    workerSrc: self,
    styleSrc: self,
    imgSrc: ["'self'", 'data:'],
    fontSrc: self,
    connectSrc: self,
    manifestSrc: self,
    baseUri: none,
    formAction: self,
    frameAncestors: none,
  },
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: https ? 'max-age=31536000' : false,
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
})
