package io.keshu.console.session;

import io.keshu.console.HubProperties;
import io.keshu.console.web.Problems;
import io.keshu.console.web.Refusals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may ask for what. Webhooks are no part of this: their channels know their providers. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /**
     * The page loads nothing from elsewhere but the pictures that customers sent, which their provider serves. Components and
     * charts set styles on their elements.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https: http:; font-src 'self' data:; "
            + "connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /** The console asks the browser for none of these. */
    private static final String PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    @Bean
    CookieCsrfTokenRepository csrfTokens(HubProperties hub) {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> {
            cookie.sameSite("Lax");
            if (hub.https()) {
                cookie.secure(true);
            }
        });
        return tokens;
    }

    /**
     * What the website's visitors call has no session, no cookie and so no CSRF: its channel checks tokens and origins itself, and
     * other websites' pages are meant to load it.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain visitors(HttpSecurity http) {
        http.securityMatcher("/visitors/**", "/widget/**")
                .csrf(csrf -> csrf.disable())
                .securityContext(context -> context.disable())
                .sessionManagement(management -> management.disable())
                .requestCache(cache -> cache.disable())
                .anonymous(anonymous -> anonymous.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        .frameOptions(frame -> frame.disable())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            AgentSessions sessions,
            CookieCsrfTokenRepository csrfTokens,
            MetricsAccess metricsAccess,
            Problems problems,
            Refusals refusals) {
        // The token is in no page, so it needs no masking; naming no attribute makes every answer set the cookie.
        CsrfTokenRequestAttributeHandler plainTokens = new CsrfTokenRequestAttributeHandler();
        plainTokens.setCsrfRequestAttributeName(null);
        http.csrf(csrf -> csrf.csrfTokenRepository(csrfTokens).csrfTokenRequestHandler(plainTokens))
                .securityContext(context -> context.securityContextRepository(sessions))
                // AgentSessions opens and renews sessions itself; this would read one for the page's own files too.
                .sessionManagement(management -> management.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .formLogin(form -> form.disable())
                .httpBasic(basic -> basic.disable())
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .frameOptions(frame -> frame.deny())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(entryPoint(problems))
                        .accessDeniedHandler(accessDenied(problems, refusals)))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/api/session", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access(metricsAccess)
                        .requestMatchers("/actuator/**")
                        .denyAll()
                        .requestMatchers("/api/**", "/ws/**", "/v3/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll());
        return http.build();
    }

    private static AuthenticationEntryPoint entryPoint(Problems problems) {
        return (request, response, e) -> problems.write(request, response, HttpStatus.UNAUTHORIZED, "session.required");
    }

    private static AccessDeniedHandler accessDenied(Problems problems, Refusals refusals) {
        return (request, response, e) -> {
            boolean forged = e instanceof CsrfException;
            if (forged) {
                refusals.refused(Refusals.Reason.FORGED_REQUEST, request.getRemoteAddr());
            }
            problems.write(request, response, HttpStatus.FORBIDDEN, forged ? "csrf.invalid" : "request.forbidden");
        };
    }
}
