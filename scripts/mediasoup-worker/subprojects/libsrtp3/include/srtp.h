#pragma once
#include <srtp2/srtp.h>
#include <arpa/inet.h>
#include <cstdlib>
#include <cstring>
#define srtp_err_status_buffer_small ((srtp_err_status_t)28)
#define srtp_err_status_cryptex_err ((srtp_err_status_t)29)
struct sc_policy { srtp_policy_t v2; srtp_profile_t profile; unsigned char key[SRTP_MAX_KEY_LEN]; };
#define srtp_policy_t sc_policy_ptr
typedef sc_policy *sc_policy_ptr;
static inline srtp_err_status_t srtp_policy_create(sc_policy_ptr *p) { *p = (sc_policy_ptr)std::calloc(1, sizeof(sc_policy)); return *p ? srtp_err_status_ok : srtp_err_status_alloc_fail; }
static inline void srtp_policy_destroy(sc_policy_ptr p) { if (p) { std::memset(p->key, 0, sizeof p->key); std::free(p); } }
static inline srtp_err_status_t srtp_policy_set_ssrc(sc_policy_ptr p, srtp_ssrc_t ssrc) { p->v2.ssrc = ssrc; return srtp_err_status_ok; }
static inline srtp_err_status_t srtp_policy_set_profile(sc_policy_ptr p, srtp_profile_t profile) {
  p->profile = profile;
  srtp_err_status_t e = srtp_crypto_policy_set_from_profile_for_rtp(&p->v2.rtp, profile);
  return e ? e : srtp_crypto_policy_set_from_profile_for_rtcp(&p->v2.rtcp, profile);
}
static inline srtp_err_status_t srtp_policy_add_key(sc_policy_ptr p, const uint8_t *key, size_t kl, const uint8_t *salt, size_t sl, const uint8_t *, size_t) {
  if (kl + sl > sizeof p->key) return srtp_err_status_bad_param;
  std::memcpy(p->key, key, kl); std::memcpy(p->key + kl, salt, sl); p->v2.key = p->key; return srtp_err_status_ok;
}
static inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(sc_policy_ptr p, bool on) { p->v2.allow_repeat_tx = on; return srtp_err_status_ok; }
static inline srtp_err_status_t srtp_policy_set_window_size(sc_policy_ptr p, size_t n) { p->v2.window_size = n; return srtp_err_status_ok; }
static inline srtp_err_status_t srtp_create(srtp_t *s, sc_policy_ptr p) { return srtp_create(s, &p->v2); }
static inline srtp_err_status_t sc_run(srtp_err_status_t (*f)(srtp_t, void *, int *), srtp_t s, const uint8_t *in, size_t n, uint8_t *out, size_t *m) {
  if (*m < n) return srtp_err_status_buffer_small;
  if (in != out) std::memcpy(out, in, n);
  int len = (int)n; srtp_err_status_t e = f(s, out, &len); if (!e) *m = (size_t)len; return e;
}
static inline srtp_err_status_t srtp_protect(srtp_t s, const uint8_t *in, size_t n, uint8_t *out, size_t *m, size_t) { return sc_run(::srtp_protect, s, in, n, out, m); }
static inline srtp_err_status_t srtp_unprotect(srtp_t s, const uint8_t *in, size_t n, uint8_t *out, size_t *m) { return sc_run(::srtp_unprotect, s, in, n, out, m); }
static inline srtp_err_status_t srtp_protect_rtcp(srtp_t s, const uint8_t *in, size_t n, uint8_t *out, size_t *m, size_t) { return sc_run(::srtp_protect_rtcp, s, in, n, out, m); }
static inline srtp_err_status_t srtp_unprotect_rtcp(srtp_t s, const uint8_t *in, size_t n, uint8_t *out, size_t *m) { return sc_run(::srtp_unprotect_rtcp, s, in, n, out, m); }
static inline srtp_err_status_t srtp_stream_remove(srtp_t s, uint32_t ssrc) { return srtp_remove_stream(s, htonl(ssrc)); }
