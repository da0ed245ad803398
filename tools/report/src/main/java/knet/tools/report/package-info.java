/**
 * What a run has found, and the forms in which a reader gets it: a table for people, JSON and CSV
 * for programs, one self-contained HTML page for both.
 *
 * <p>{@link knet.tools.report.RunResult} is the model; everything else here turns it into text. The
 * JSON keys are a contract: keys are added, never renamed.
 *
 * <p>Depends on no other module: whoever has run something fills in the model.
 */
package knet.tools.report;
