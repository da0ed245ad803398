/**
 * What runs on top of the stack: byte counting with digests, HTTP request counting, echo.
 *
 * <p>May depend on knet.threads.ip, knet.driver and Agrona only.
 */
package knet.threads.app;
