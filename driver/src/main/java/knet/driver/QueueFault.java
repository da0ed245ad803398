package knet.driver;

/**
 * Why a queue was taken out of service.
 *
 * @param queue number of the queue
 * @param reason one line, with the values that failed the check
 */
public record QueueFault(int queue, String reason) {}
